/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "signatures.h"

#include <stdio.h>
#include "cli/attest.h"
#include "cli/cli.h"
#include "export_private.h"
#include "report/escape.h"

/* What was found of all mails that are asked about. */
struct tally {
	enum attest_policy policy;
	GString *list; /* lines for a terminal */
	unsigned good, bad, none;
};

/* False where the mail cannot be read, which is told elsewhere. */
static bool check(struct source *source, const struct record *record, bool dkim,
		  struct attest_signatures *out)
{
	struct mail_blob blob;

	if (!source_read(source, record, &blob, NULL))
		return false;
	attest_mail(blob.raw, dkim, out);
	mail_blob_release(&blob);
	return true;
}

static bool is_told(enum attest_policy policy, enum attest_verdict verdict)
{
	return verdict == ATTEST_GOOD || policy > ATTEST_POLICY_CHECK;
}

static void add(struct tally *tally, unsigned n, unsigned total,
		const struct attest_signatures *signatures)
{
	enum attest_verdict verdict = signatures->verdict;
	g_autofree char *text = attest_signatures_text(signatures),
			*line = g_strdup_printf("  %u/%u %s", n, total, text);

	if (verdict == ATTEST_GOOD)
		tally->good++;
	else if (verdict == ATTEST_NONE)
		tally->none++;
	else
		tally->bad++;
	if (is_told(tally->policy, verdict)) {
		escape_terminal(tally->list, line, strlen(line), ESCAPE_LINE);
		g_string_append_c(tally->list, '\n');
	}
}

static bool allows_export(const struct tally *tally, bool quiet)
{
	bool refused = tally->policy == ATTEST_POLICY_HARDFAIL && (tally->bad || tally->none);
	bool doubted = tally->policy > ATTEST_POLICY_CHECK && tally->bad;

	if (refused)
		report_error("without a good signature of each patch nothing is exported, as "
			     "kvm.attestationPolicy has it:");
	else if (doubted)
		warning("signatures that are not good:");
	else if (tally->good && !quiet)
		fputs("signatures:\n", stderr);
	if (refused || doubted || (tally->good && !quiet))
		fputs(tally->list->str, stderr);
	return !refused;
}

bool export_signatures(const struct export *export, const GPtrArray *patches)
{
	struct tally tally = { .policy = attest_policy(), .list = g_string_new(NULL) };
	struct attest_signatures signatures;
	bool good = true;

	for (guint i = 0; tally.policy != ATTEST_POLICY_OFF && i < patches->len; i++) {
		if (!patches->pdata[i] ||
		    !check(export->source, patches->pdata[i], export->check_dkim, &signatures))
			continue;
		add(&tally, i + 1, patches->len, &signatures);
		attest_signatures_release(&signatures);
	}
	if (tally.policy != ATTEST_POLICY_OFF)
		good = allows_export(&tally, export->quiet);
	g_string_free(tally.list, TRUE);
	return good;
}

static void free_signatures(void *data)
{
	attest_signatures_release(data);
	g_free(data);
}

void show_signatures(struct series_show *show, struct source *source, const struct series *series,
		     bool dkim)
{
	enum attest_policy policy = attest_policy();
	struct attest_signatures *signatures;
	bool any = false;

	if (policy == ATTEST_POLICY_OFF)
		return;
	show->signatures = g_hash_table_new_full(NULL, NULL, NULL, free_signatures);
	for (guint i = 0; i <= series->patches->len; i++) {
		struct record *record =
			i ? series->patches->pdata[i - 1] : (struct record *)series->cover;

		if (!record)
			continue;
		signatures = g_new0(struct attest_signatures, 1);
		if (check(source, record, dkim, signatures)) {
			any |= signatures->verdict != ATTEST_NONE;
			if (is_told(policy, signatures->verdict)) {
				g_hash_table_insert(show->signatures, record, signatures);
				continue;
			}
		}
		free_signatures(signatures);
	}
	/* Where nobody signs there is nothing to miss. */
	if (!any)
		g_clear_pointer(&show->signatures, g_hash_table_unref);
}
