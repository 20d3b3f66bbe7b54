/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "reply/phrase.h"

/* More of them, of who is content, and who is not, beside those that nearly say it. */
static const struct {
	enum phrase phrase;
	const char *text;
} rows[] = {
	{ PHRASE_APPLIED, "Happy with this version, so queued for 5.12." },
	{ PHRASE_NONE, "Once you send a version it is queued for 5.12." },
	{ PHRASE_APPLIED, "This is staged for the next merge window." },
	{ PHRASE_PUSHED, "This is staged in the cache." },
	{ PHRASE_APPLIED, "The patch has landed in our for-next branch." },
	{ PHRASE_TAKES, "I chose the other way, so it's in my fixes branch." },
	{ PHRASE_NONE, "It's in the fixes branch of somebody." },
	{ PHRASE_TAKES, "It's in, thanks." },
	{ PHRASE_NONE, "It's in, out, or nowhere." },
	{ PHRASE_TAKES, "Already in linux-next, see there." },
	{ PHRASE_TAKES, "Should show up in linux-next soon." },
	{ PHRASE_TAKES, "I'll send this along with the fixes to Linus." },
	{ PHRASE_PROMISE, "I'll send this as an answer to that mail." },
	{ PHRASE_TAKES, "Consider it merged." },
	{ PHRASE_TAKES, "My tree has this now." },
	{ PHRASE_TAKES, "I took the liberty of applying this." },
	{ PHRASE_TAKES, "We decided to take this after all." },
	{ PHRASE_NONE, "We decided to take this lock twice." },
	{ PHRASE_TAKES, "I put it in." },
	{ PHRASE_WORKS, "I applied it and it fixes the bug for me." },
	{ PHRASE_APPLIED, "Applied, it fixes a bug." },
	{ PHRASE_LEAVES, "I'm dropping this again as it fails." },
	{ PHRASE_WITHDRAWN, "I am dropping this patch for now." },
	{ PHRASE_UNQUEUED, "This is out of my tree for now." },
	{ PHRASE_NONE, "This ran out of memory for now." },
	{ PHRASE_LEAVES, "Reverted, it breaks old boards." },
	{ PHRASE_LEAVES, "Removed again for now." },
	{ PHRASE_LEAVES, "I had to drop it, it does not build." },
	{ PHRASE_REFUSES, "Ben already posted the same change." },
	{ PHRASE_NONE, "We already have the same definition." },
	{ PHRASE_REFUSES, "No, commit 123456abcdef did it already." },
	{ PHRASE_REFUSES, "We already rejected this." },
	{ PHRASE_REFUSES, "That's not how this works." },
	{ PHRASE_NONE, "I don't know how this works." },
	{ PHRASE_REFUSES, "I'm rejecting this." },
	{ PHRASE_REFUSES, "I'm against adding this." },
	{ PHRASE_NONE, "I'm not against adding this." },
	{ PHRASE_REFUSES, "I strongly object to this." },
	{ PHRASE_NONE, "I don't object to this." },
	{ PHRASE_NONE, "I object to the word." },
	{ PHRASE_REFUSES, "Not interested." },
	{ PHRASE_REFUSES, "We're not going to support that." },
	{ PHRASE_NONE, "We're not going to support that on old boards." },
	{ PHRASE_REFUSES, "I can't take this." },
	{ PHRASE_NONE, "I can't take this as it is." },
	{ PHRASE_NONE, "I can't take it, it is not my part." },
	{ PHRASE_REFUSES, "This was fixed in 6.5 by commit abcdef012345." },
	{ PHRASE_REFUSES, "This does not belong here." },
	{ PHRASE_NONE, "The lock does not belong into this structure." },
	{ PHRASE_REFUSES, "There's no point in doing this." },
	{ PHRASE_APPROVES, "Nothing to complain about." },
	{ PHRASE_APPROVES, "It can be merged from my point of view." },
	{ PHRASE_APPROVES, "Good to see this." },
	{ PHRASE_NONE, "It would be good to see this in a comment." },
	{ PHRASE_APPROVES, "I really like this approach." },
	{ PHRASE_NONE, "It is all I like about this series." },
	{ PHRASE_APPROVES, "That has convinced me." },
	{ PHRASE_NONE, "That has not convinced me." },
	{ PHRASE_WANTS, "Please go ahead with this." },
	{ PHRASE_NONE, "We can go ahead with that in core." },
	{ PHRASE_APPROVES, "Awesome, I was hoping that somebody would do this." },
	{ PHRASE_NONE, "Awesome, but somebody should do this." },
	{ PHRASE_APPROVES, "It is short and simple, great." },
	{ PHRASE_NONE, "It is not short and simple, great." },
	{ PHRASE_THANKS, "Glad that it helped." },
	{ PHRASE_APPROVES, "I'm happy now." },
	{ PHRASE_APPROVES, "I have no problem with this." },
	{ PHRASE_NONE, "It works provided that there is no problem with this lock." },
	{ PHRASE_APPROVES, "This addresses my concern." },
	{ PHRASE_APPROVES, "All my comments have been addressed." },
	{ PHRASE_NONE, "All comments have been addressed." },
	{ PHRASE_NONE, "This addresses the comments." },
	{ PHRASE_APPROVES, "That is exactly what I meant." },
	{ PHRASE_NONE, "It makes more sense to put it there." },
	{ PHRASE_PRAISES, "This is short and correct." },
	{ PHRASE_PRAISES, "I have read the series and it looks good to me." },
	{ PHRASE_NONE, "This is short and not correct." },
	{ PHRASE_NONE, "It would be nice." },
	{ PHRASE_NONE, "Make it correct." },
	{ PHRASE_NONE, "On x86 it is fine, on arm it is broken." },
	{ PHRASE_NONE, "It is good to have a comment there." },
	{ PHRASE_APPROVES, "I'm all for it." },
	{ PHRASE_APPROVES, "I'd be in favour of this." },
	{ PHRASE_NONE, "That is one more argument in favour of this." },
	{ PHRASE_AGREES, "Yes, let's do that." },
	{ PHRASE_REFUSES, "There is no way this can go in." },
	{ PHRASE_NONE, "There is no way to tell." },
	{ PHRASE_REFUSES, "This is not the right fix." },
	{ PHRASE_NONE, "A flag is not the right approach, see below." },
	{ PHRASE_REFUSES, "The answer is still no." },
	{ PHRASE_REFUSES, "That's not something we want in the kernel." },
	{ PHRASE_NONE, "That's not something we want here." },
	{ PHRASE_REFUSES, "It's not worth the churn." },
	{ PHRASE_REFUSES, "We won't be adding this." },
	{ PHRASE_NONE, "We won't be adding this twice." },
	{ PHRASE_PROMISE, "Right, fixing this in the next version." },
	{ PHRASE_NONE, "Right, fixing this in the core is hard." },
	{ PHRASE_NONE, "I suspect that the answer is no." },
	{ PHRASE_LEAVES, "I've taken it out again." },
	{ PHRASE_LEAVES, "Un-applied, it deadlocks." },
	{ PHRASE_TAKES, "It should land in 6.8-rc3." },
	{ PHRASE_NONE, "It should land in the cache." },
	{ PHRASE_TAKES, "In my tree as of today." },
	{ PHRASE_NONE, "I built it and applied the patches to our stable branch." },
	{ PHRASE_PROMISE, "I'll take the first approach then." },
	{ PHRASE_PROMISE, "Adding one." },
	{ PHRASE_NONE, "Adding:" },
	{ PHRASE_NONE, "Adding this, I wonder why." },
	{ PHRASE_NONE, "Adding one to the count is wrong." },
	{ PHRASE_APPLIED, "Applied w/ small changes." },
	{ PHRASE_TAKES, "You should see this in linux-next tomorrow." },
	{ PHRASE_NONE, "You should see it in the log." },
	{ PHRASE_NONE, "The driver will use the slow path." },
	{ PHRASE_HOLDS, "I give up on this one." },
	{ PHRASE_HOLDS, "No longer needed since Ben's series does it." },
	{ PHRASE_NONE, "No longer needed since the core does it." },
	{ PHRASE_HOLDS, "This patch is bogus." },
	{ PHRASE_NONE, "My patch is wrong." },
	{ PHRASE_NOISE, "Oh, this was merged already, sorry for the noise." },
	{ PHRASE_NONE, "I added the list, sorry for the noise." },
};

static void test_phrases(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct scope scope;
		enum phrase phrase = phrase_read(slice_str(rows[i].text), &scope, NULL);

		if (phrase != rows[i].phrase)
			fail_msg("'%s' is %d, not %d", rows[i].text, phrase, rows[i].phrase);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_phrases) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
