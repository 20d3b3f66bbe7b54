/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include "patch/mailinfo.h"
#include "report/mbox.h"

/* One mail, by what git mailsplit sees; no CR that it would take off; a header of one block. */
static void check_entry(struct slice entry)
{
	struct slice line, rest = entry;

	if (!slice_next_line(&rest, &line) || !mailinfo_is_mbox_line(line))
		abort();
	while (rest.len) {
		const char *start = rest.ptr;

		slice_next_line(&rest, &line);
		if (mailinfo_is_mbox_line(line) ||
		    (rest.ptr - start > 1 && rest.ptr[-1] == '\n' && rest.ptr[-2] == '\r'))
			abort();
	}
}

/* What is exported is a mail again. */
static void check_again(struct slice entry)
{
	struct record *again = record_parse(entry, NULL);

	if (!again || again->oddities & (RECORD_NO_SUBJECT | RECORD_REPEATED_FIELD))
		abort();
	record_free(again);
}

static void check_name(const struct record *record)
{
	struct pool pool = POOL_INIT;
	char *name = mbox_file_name(record->subject.n, mbox_title(&pool, record));

	if (strchr(name, '/') || strstr(name, "..") || *name == '.' || strlen(name) > 63)
		abort();
	g_free(name);
	pool_release(&pool);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct mbox_trailer trailers[] = {
		{ "Reviewed-by", "Mei Tanaka <mei@example.net>" },
		{ "Fixes", "0123456789ab (\"x\")" },
	};
	struct slice raw = slice_of((const char *)data, size);
	struct mbox_options options = { size % 2, size % 3 ? "https://lore.kernel.org/r/" : NULL };
	struct record *record = record_parse(raw, NULL);
	GString *out;

	if (!record)
		return 0;
	out = g_string_new(NULL);
	if (!mbox_append(out, raw, record, trailers, G_N_ELEMENTS(trailers), &options, NULL))
		abort();
	check_entry(slice_of(out->str, out->len));
	check_again(slice_of(out->str, out->len));
	check_name(record);
	g_string_free(out, TRUE);
	record_free(record);
	return 0;
}
