/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "attest/signatures.h"

/* A list's footer makes the domain's signature bad, and the developer's, too, where it has one. */
static enum attest_verdict both(enum attest_verdict developer, enum attest_verdict domain)
{
	if (developer == ATTEST_NONE || (developer == ATTEST_UNKNOWN && domain == ATTEST_GOOD))
		return domain;
	return developer;
}

void attest_signatures_init(struct attest_signatures *signatures, struct attest_result developer,
			    struct attest_result domain)
{
	signatures->developer = developer;
	signatures->domain = domain;
	signatures->verdict = both(developer.verdict, domain.verdict);
}

void attest_signatures_release(struct attest_signatures *signatures)
{
	attest_result_release(&signatures->developer);
	attest_result_release(&signatures->domain);
}

static void append_text(GString *out, const struct attest_result *result)
{
	if (result->verdict == ATTEST_NONE)
		return;
	g_string_append_printf(out, "%s%s %s%s%s%s%s", out->len ? ", " : "",
			       result->verdict == ATTEST_GOOD ? "✓" : "✗",
			       result->kind ? result->kind : "signature", result->who ? " by " : "",
			       result->who ? result->who : "", result->why ? ": " : "",
			       result->why ? result->why : "");
}

char *attest_signatures_text(const struct attest_signatures *signatures)
{
	GString *out = g_string_new(NULL);

	append_text(out, &signatures->developer);
	append_text(out, &signatures->domain);
	if (!out->len)
		g_string_append(out, "none");
	return g_string_free(out, FALSE);
}

const char *attest_verdict_name(enum attest_verdict verdict)
{
	static const char *const names[] = {
		[ATTEST_NONE] = "none",
		[ATTEST_GOOD] = "good",
		[ATTEST_UNKNOWN] = "unknown",
		[ATTEST_BAD] = "bad",
	};

	return names[verdict];
}
