/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "reply/phrase.h"

/* Sentences that say that something was applied, to which patches and where, beside those that
 * nearly do. */
static const struct {
	const char *text;
	enum phrase phrase;
	const char *scope, *destination;
} rows[] = {
	{ "Applied.", PHRASE_APPLIED, "", "" },
	{ "Applied!", PHRASE_APPLIED, "", "" },
	{ "Applied, thanks.", PHRASE_APPLIED, "", "" },
	{ "Applied; thanks.", PHRASE_APPLIED, "", "" },
	{ "Applied?", PHRASE_NONE, "", "" },
	{ "Applied: it works.", PHRASE_NONE, "", "" },
	{ "Applied to next.", PHRASE_APPLIED, "", "next" },
	{ "Applied to v3.", PHRASE_NONE, "", "" },
	{ "Applied to the patch.", PHRASE_NONE, "", "" },
	{ "Applied to the patch queue.", PHRASE_APPLIED, "", "the patch queue" },
	{ "Applied for v3.", PHRASE_NONE, "", "" },
	{ "Applied on v5.10-rc2.", PHRASE_NONE, "", "" },
	{ "Applied on top.", PHRASE_APPLIED, "", "" },
	{ "Applied on next.", PHRASE_APPLIED, "", "" },
	{ "Applied all.", PHRASE_APPLIED, "1-all", "" },
	{ "Applied all but patch 3.", PHRASE_APPLIED, "1-2 4-all", "" },
	{ "Applied all, but patch 3 needs work.", PHRASE_APPLIED, "1-2 4-all", "" },
	{ "Applied, except patch 3.", PHRASE_APPLIED, "1-2 4-all", "" },
	{ "Applied, but it needs work.", PHRASE_APPLIED, "", "" },
	{ "Applied 1-2.", PHRASE_APPLIED, "1-2", "" },
	{ "Applied 1, 2 and 4, thanks.", PHRASE_APPLIED, "1 2 4", "" },
	{ "Applied 1, and see below.", PHRASE_APPLIED, "1", "" },
	{ "Applied as well.", PHRASE_NONE, "", "" },
	{ "Applied as it is.", PHRASE_APPLIED, "", "" },
	{ "Applied the series.", PHRASE_APPLIED, "1-all", "" },
	{ "I applied the frogs.", PHRASE_NONE, "", "" },
	{ "I applied the series to next.", PHRASE_APPLIED, "1-all", "next" },
	{ "I applied the series.", PHRASE_APPLIED, "1-all", "" },
	{ "I applied the series", PHRASE_PUSHED, "1-all", "" },
	{ "I applied it, and told Ben", PHRASE_PUSHED, "", "" },
	{ "I applied it, and it works", PHRASE_NONE, "", "" },
	{ "I applied frogs.", PHRASE_NONE, "", "" },
	{ "I applied 1 and 2.", PHRASE_APPLIED, "1 2", "" },
	{ "I have applied this.", PHRASE_APPLIED, "", "" },
	{ "I've applied this to next", PHRASE_APPLIED, "", "next" },
	{ "Thanks, applied.", PHRASE_APPLIED, "", "" },
	{ "Thanks Ben, applied.", PHRASE_APPLIED, "", "" },
	{ "Thanks Ben Other, applied to next.", PHRASE_APPLIED, "", "next" },
	{ "Thanks Ben Other Third, applied to next.", PHRASE_APPLIED, "", "next" },
	{ "Hi Ben, applied.", PHRASE_APPLIED, "", "" },
	{ "Ben applied it.", PHRASE_TOLD, "", "" },
	{ "Added to next.", PHRASE_APPLIED, "", "next" },
	{ "Added to v3.", PHRASE_PROMISE, "", "" },
	{ "Added to the docs.", PHRASE_PROMISE, "", "" },
	{ "I've added this to frob-next.", PHRASE_APPLIED, "", "frob-next" },
	{ "I've added this to frobs.", PHRASE_PROMISE, "", "" },
	{ "I've added the patch titled", PHRASE_APPLIED, "", "" },
	{ "I've added the patch here", PHRASE_PROMISE, "", "" },
	{ "I've added this.", PHRASE_PROMISE, "", "" },
	{ "I've added flags to frob-next.", PHRASE_PROMISE, "", "" },
	{ "I updated mm-unstable to this version.", PHRASE_APPLIED, "", "" },
	{ "I updated frobs to this version.", PHRASE_NONE, "", "" },
	{ "I updated frob-next to that version.", PHRASE_NONE, "", "" },
	{ "I put this into my frob-next branch.", PHRASE_APPLIED, "", "frob-next branch" },
	{ "Taken to next.", PHRASE_APPLIED, "", "next" },
	{ "Taken frogs.", PHRASE_NONE, "", "" },
	{ "Applying patch 2.", PHRASE_NONE, "", "" },
	{ "Applying patches 2-3.", PHRASE_APPLIED, "2-3", "" },
	{ "Picked up, thanks.", PHRASE_PUSHED, "", "" },
	{ "Picked this up, thanks.", PHRASE_PUSHED, "", "" },
	{ "Picked the series up, thanks.", PHRASE_PUSHED, "1-all", "" },
	{ "Picked frogs, thanks.", PHRASE_NONE, "", "" },
	{ "Picked it.", PHRASE_NONE, "", "" },
	{ "Queued up the series.", PHRASE_APPLIED, "1-all", "" },
	{ "Queued up the frogs.", PHRASE_NONE, "", "" },
	{ "Queued up your series.", PHRASE_APPLIED, "1-all", "" },
	{ "Queued for v5.12.", PHRASE_APPLIED, "", "v5.12" },
	{ "Queued for 5.12.", PHRASE_APPLIED, "", "5.12" },
	{ "queued it up", PHRASE_APPLIED, "", "" },
	{ "Queued[1].", PHRASE_NONE, "", "" },
	{ "Tested and applied.", PHRASE_APPLIED, "", "" },
	{ "Tested, and applied to next.", PHRASE_APPLIED, "", "next" },
	{ "Applied and tested.", PHRASE_NONE, "", "" },
	{ "Applied if it passes.", PHRASE_NONE, "", "" },
	{ "Applied once it passes.", PHRASE_NONE, "", "" },
	{ "Applied, once it passes I'll tell.", PHRASE_APPLIED, "", "" },
	{ "Pushed to frob-misc.", PHRASE_APPLIED, "", "frob-misc" },
	{ "Pushed to frob/misc.", PHRASE_APPLIED, "", "frob/misc" },
	{ "Pushed to frob.", PHRASE_PUSHED, "", "" },
	{ "Pushed to https://git.example.org/frob-misc.", PHRASE_PUSHED, "", "" },
	{ "Pushed to -.", PHRASE_PUSHED, "", "" },
	{ "Pushed.", PHRASE_PUSHED, "", "" },
	{ "Merged to next.", PHRASE_APPLIED, "", "next" },
	{ "Merged into frob-next.", PHRASE_APPLIED, "", "frob-next" },
	{ "Merged frob.", PHRASE_NONE, "", "" },
	{ "Looks good, so I've queued this.", PHRASE_APPLIED, "", "" },
	{ "Looks good, I queued this for 5.12.", PHRASE_APPLIED, "", "5.12" },
	{ "Looks good and applied to next.", PHRASE_APPLIED, "", "next" },
	{ "Looks good - applied to next.", PHRASE_APPLIED, "", "next" },
	{ "Looks good -- applied to next.", PHRASE_APPLIED, "", "next" },
	{ "Looks good: applied to next.", PHRASE_APPLIED, "", "next" },
	{ "That works, now applied!", PHRASE_APPLIED, "", "" },
	{ "That works, now also really applied!", PHRASE_NONE, "", "" },
	{ "That works, now also really well applied!", PHRASE_NONE, "", "" },
	{ "That works, pulled to next.", PHRASE_APPLIED, "", "next" },
	{ "That works, queued up, thanks.", PHRASE_APPLIED, "", "" },
	{ "That works, applied thanks.", PHRASE_APPLIED, "", "" },
	{ "That works, applied as a fix.", PHRASE_APPLIED, "", "" },
	{ "That works, applied to next.", PHRASE_APPLIED, "", "next" },
	{ "That works, applied to 5.12.", PHRASE_APPLIED, "", "5.12" },
	{ "That works, applied frogs.", PHRASE_NONE, "", "" },
	{ "I'm mending this, and queuing the series.", PHRASE_APPLIED, "1-all", "" },
	{ "I'm mending this, and queuing the frogs.", PHRASE_NONE, "", "" },
	{ "I'm mending this, and queuing it.", PHRASE_APPLIED, "", "" },
	{ "Mending this, and queuing it.", PHRASE_TAKES, "", "" },
	{ "I have this queued.", PHRASE_APPLIED, "", "" },
	{ "I've got it merged.", PHRASE_APPLIED, "", "" },
	{ "I have the series applied.", PHRASE_APPLIED, "1-all", "" },
	{ "I have frogs applied.", PHRASE_NONE, "", "" },
	{ "I have this queued?", PHRASE_NONE, "", "" },
	{ "We have it queued for 5.12.", PHRASE_APPLIED, "", "5.12" },
	{ "I got it.", PHRASE_APPROVES, "", "" },
	{ "Both applied.", PHRASE_APPLIED, "1-all", "" },
	{ "Both patches applied.", PHRASE_APPLIED, "1-all", "" },
	{ "All three applied, thanks.", PHRASE_APPLIED, "1-all", "" },
	{ "This is applied now.", PHRASE_APPLIED, "", "" },
	{ "If this is applied, it breaks.", PHRASE_NONE, "", "" },
	{ "Once applied, it breaks.", PHRASE_NONE, "", "" },
	{ "Not applied.", PHRASE_NONE, "", "" },
	{ "I haven't applied it.", PHRASE_NONE, "", "" },
	{ "It can be applied to next.", PHRASE_NONE, "", "" },
};

/* "1-2 4-all" */
static GString *describe(const struct scope *scope)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < scope->nr; i++) {
		g_string_append_printf(out, "%s%d", i ? " " : "", scope->ranges[i].first);
		if (scope->ranges[i].last == SCOPE_ALL)
			g_string_append(out, "-all");
		else if (scope->ranges[i].last != scope->ranges[i].first)
			g_string_append_printf(out, "-%d", scope->ranges[i].last);
	}
	return out;
}

static void test_phrases(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct slice text = slice_str(rows[i].text);
		struct scope scope;
		enum phrase phrase = phrase_read(text, &scope, NULL);
		GString *found = describe(&scope);

		if (phrase != rows[i].phrase || strcmp(found->str, rows[i].scope) != 0)
			fail_msg("'%s' is %d of '%s'", rows[i].text, phrase, found->str);
		if (phrase == PHRASE_APPLIED &&
		    !slice_eq(phrase_destination(text), slice_str(rows[i].destination)))
			fail_msg("'%s' is not of '%s'", rows[i].text, rows[i].destination);
		g_string_free(found, TRUE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_phrases) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
