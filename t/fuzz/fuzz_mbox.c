/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include "body/body.h"
#include "patch/mailinfo.h"
#include "report/mbox.h"

/* What is exported is a mail again, with a subject where it had one. */
static void check_again(struct slice entry, const struct record *record)
{
	struct record *again = record_parse(entry, NULL);

	check(again && !(again->oddities & RECORD_REPEATED_FIELD));
	check(!(again->oddities & RECORD_NO_SUBJECT) || !*record->subject.title);
	record_free(again);
}

/* As many mails as there are patches, by what git mailsplit sees; no CR that it would take off. */
static void check_entries(struct slice out, unsigned patches, const struct record *record)
{
	struct slice line, rest = out;
	const char *begin = out.ptr;
	unsigned nr = 0;

	while (rest.len) {
		const char *start = rest.ptr;

		slice_next_line(&rest, &line);
		check(rest.ptr - start < 2 || rest.ptr[-1] != '\n' || rest.ptr[-2] != '\r');
		if (!mailinfo_is_mbox_line(line)) {
			check(nr);
			continue;
		}
		if (nr++)
			check_again(slice_of(begin, (size_t)(start - begin)), record);
		begin = start;
	}
	check_again(slice_of(begin, (size_t)(out.ptr + out.len - begin)), record);
	check(nr == patches);
}

static unsigned count_patches(struct slice raw)
{
	unsigned patches = 1;
	struct mail mail;
	struct body body;

	if (mail_parse(&mail, raw, NULL) && body_decode(&mail, &body, NULL)) {
		patches = MAX(body.nr_patches, 1);
		body_release(&body);
	}
	return patches;
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
	if (mbox_append(out, raw, record, trailers, G_N_ELEMENTS(trailers), &options, NULL))
		check_entries(slice_of(out->str, out->len), count_patches(raw), record);
	else
		check(count_patches(raw) == BODY_MAX_PATCHES);
	check_name(record);
	g_string_free(out, TRUE);
	record_free(record);
	return 0;
}
