/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "record/record.h"
#include "remarks.h"

/* What an author says of his own work, told by person and tense, whatever the verb. */

static void test_future(void **state)
{
	static const struct expectation cases[] = {
		{ "I'll hoist the counters.\n", "promise 0..0 " },
		{ "I will squish these lines together.\n", "promise 0..0 " },
		{ "OK, I'll make them both unconditional.\n", "promise 0..0 " },
		{ "I'm going to adopt the approach of Ben.\n", "promise 0..0 " },
		{ "I'll go tidy my own patch.\n", "promise 0..0 " },
		{ "Will restore the old comment.\n", "promise 0..0 " },
		{ "I'll do more measurements and report back.\n", "promise 0..0 " },
		{ "I'll send it over in the next merging window.\n", "promise 0..0 " },
		{ "I'm happy to turn that into a macro.\n", "promise 0..0 " },
		{ "Sure, I can rename the flag for that.\n", "promise 0..0 " },
		{ "I'll mend it by a new patch in front, and only count if it is set.\n",
		  "promise 0..0 " },
		/* Thought, talk, waiting; and what code does. */
		{ "I'll leave it as it is.\n", "" },
		{ "I'll wait for the others.\n", "" },
		{ "I will not rename it.\n", "" },
		{ "I was going to adopt the approach of Ben.\n", "" },
		{ "I'll get back to you.\n", "studies 0..0 " },
		{ "Let me explain.\n", "" },
		{ "We will end up with no pages.\n", "" },
		{ "The walker takes the lock and will call the hook.\n", "" },
		{ "I'll hoist them if you insist.\n", "" },
		{ "I'll send a fix for that.\n", "" },
		{ "I'll see how we can start with fewer.\n", "studies 0..0 " },
		{ "I'll start looking into the other approach.\n", "studies 0..0 " },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

static void test_past(void **state)
{
	static const struct expectation cases[] = {
		{ "Moved; thanks for looking.\n", "promise 0..0 " },
		{ "Replaced the sentence with a simpler one.\n", "promise 0..0 " },
		{ "Thanks, rewrote the comment.\n", "promise 0..0 " },
		{ "Done, and thanks for the review!\n", "promise 0..0 " },
		{ "That's fixed now.\n", "promise 0..0 " },
		{ "I've renamed it.\n", "promise 0..0 " },
		{ "I replaced it by:\n", "promise 0..0 " },
		{ "I am dropping this hunk.\n", "promise 0..0 " },
		{ "Resending.\n", "promise 0..0 " },
		{ "V4 on the way.\n", "promise 0..0 " },
		{ "Thank you, I'm sending v4 to mend this.\n", "promise 0..0 " },
		{ "I am posting the next version with that.\n", "promise 0..0 " },
		{ "I'm running v4 here since noon.\n", "" },
		{ "I'm sending it to the other list, too.\n", "" },
		/* Why it is as it was posted. */
		{ "I added a lock to keep both apart.\n", "" },
		{ "I've changed it because the compiler warned.\n", "" },
		{ "It is fixed by the caller.\n", "" },
		{ "Suggested by Ben.\n", "" },
		{ "The table moved there.\n", "" },
		{ "Moved where?\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

/* 2: what only counts as agreement where it is about one's own work. */
static void test_admits(void **state)
{
	static const struct expectation cases[] = {
		{ "Yep, copy-paste error.\n", "agrees 2..0 " },
		{ "Hum, that's an oversight.\n", "agrees 2..0 " },
		{ "Just a leftover of the old code.\n", "agrees 2..0 " },
		{ "I completely forgot to unlock it.\n", "agrees 2..0 " },
		{ "How embarrassing...\n", "agrees 2..0 " },
		{ "Of course, sorry.\n", "agrees 1..0 " },
		{ "Sure thing.\n", "agrees 1..0 " },
		{ "You bet.\n", "agrees 1..0 " },
		{ "Definitely.\n", "agrees 0..0 " },
		{ "Is that a typo?\n", "" },
		{ "I don't think it's a mistake.\n", "" },
		{ "The guest is killed by its own mistake then.\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

#define LONG                                                                                       \
	"This sentence, which is the first of all that are in this mail about the series, goes "   \
	"on and on until it is long enough for its last clause to count"

/* Of the last clause of a long sentence a promise counts, and what is withdrawn. */
static void test_last_clauses(void **state)
{
	static const struct expectation cases[] = {
		{ LONG ", I will change that.\n", "promise 0..0 " },
		{ LONG ", please ignore this series.\n", "withdrawn 1..-1 " },
		{ LONG ", I'll drop this patch.\n", "withdrawn 0..0 ; promise 0..0 " },
		{ LONG ", looks good to me.\n", "" },
		{ LONG ", I agree.\n", "" },
		{ LONG ", I've applied it to frob-next.\n", "" },
		{ LONG " I will change that.\n", "" },
		{ LONG " if so, I will change that.\n", "" },
		{ "This sentence is short, which it says, I will change that.\n", "promise 0..0 " },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

/* A time of one's own is no condition; others' is. */
static void test_times(void **state)
{
	static const struct expectation cases[] = {
		{ "I'll rebase and resend once the merge window is over.\n", "promise 0..0 " },
		{ "I'll post it once the tests have finished.\n", "promise 0..0 " },
		{ "There is a typo in patch 2, which I will mend when sending a v6.\n",
		  "promise 0..0 " },
		{ "I'll resend once it is merged.\n", "" },
		{ "I'll change it once you decide.\n", "" },
		{ "I shall move the check into the caller.\n", "promise 0..0 " },
		{ "v6 will have just the commit message changed.\n", "promise 0..0 " },
		{ "Will wait for -rc1 and send again then.\n", "promise 0..0 " },
		{ "Let me get back to you with numbers.\n", "studies 0..0 " },
		{ "Shall we get back what we lost?\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

/* Content with it as it is, and what is said on a condition. */
static void test_content(void **state)
{
	static const struct expectation cases[] = {
		{ "I am ok with this patchset.\n", "agrees 0..0 " },
		{ "Although I'm ok with this series, it conflicts with mine.\n", "" },
		{ "Either way is okay for me, your choice.\n", "agrees 0..0 " },
		{ "That is not okay for me.\n", "" },
		{ "I'd say ship it!\n", "agrees 0..0 " },
		{ "My r-b stands for v4 as well.\n", "agrees 0..0 " },
		{ "You can add my ack when this gets applied.\n", "agrees 0..0 " },
		{ "With that change you can add my ack.\n", "" },
		{ "Why did you not add my ack?\n", "" },
		{ "Works as expected here.\n", "agrees 0..0 " },
		{ "Please merge this through whatever tree works for you.\n", "wanted 0..0 " },
		{ "Please merge this into patch 2.\n", "" },
		{ "No more comments from my side.\n", "agrees 0..0 " },
		{ "Much nicer than v1.\n", "agrees 0..0 " },
		{ "It would be nicer than v1 with the lock dropped.\n", "" },
		{ "I would like to see this merged.\n", "wanted 0..0 " },
		{ "Can we have this merged with the previous patch?\n", "" },
		{ "I think this should be picked up for 5.12.\n", "wanted 0..0 " },
		{ "The lock should be picked up for that.\n", "" },
		{ "Hopefully someone can apply it soon.\n", "wanted 0..0 " },
		{ "Thank you for applying the previous one!\n", "" },
		{ "Please disregard, I've sent the wrong version.\n", "withdrawn 0..0 " },
		{ "Please ignore, it's gone in v2.\n", "" },
		{ "Nack to my own patch, it breaks the build.\n", "withdrawn 0..0 " },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

/* Whether a text requests something. */
static void check_request(const char *text, bool expected)
{
	char *raw =
		g_strconcat("From: Ann <ann@example.org>\nSubject: Re: [PATCH] x\n\n", text, NULL);
	struct record *rec = record_parse(slice_str(raw), NULL);
	bool found = false;

	assert_non_null(rec);
	for (size_t i = 0; i < rec->remarks.nr; i++)
		found |= rec->remarks.items[i].kind == REMARK_ASKS && *rec->remarks.items[i].text;
	if (found != expected)
		fail_msg("\"%s\" is %s request", text, found ? "a" : "no");
	g_free(raw);
	record_free(rec);
}

static void test_substitutes(void **state)
{
	(void)state;
	check_request("s/teh/the/\n", true);
	check_request("Nit: s/teh/the\n", true);
	check_request("I considered s/teh/the/ here.\n", false);
	check_request("s/390 is a machine\n", false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_times),	    cmocka_unit_test(test_content),
		cmocka_unit_test(test_substitutes), cmocka_unit_test(test_future),
		cmocka_unit_test(test_past),	    cmocka_unit_test(test_admits),
		cmocka_unit_test(test_last_clauses)
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
