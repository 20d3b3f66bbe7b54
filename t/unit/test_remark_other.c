/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Other words for what test_remark.c has, and what only looks like them. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib.h>

#include "remarks.h"

static void test_withdrawn(void **state)
{
	static const struct expectation cases[] = {
		{ "Please treat my patch as a 'Reported-by' then.\n", "withdrawn 0..0 " },
		{ "Consider this a bug report, then.\n", "withdrawn 0..0 " },
		{ "I withdraw my patch.\n", "withdrawn 0..0 " },
		{ "Consider this patch withdrawn.\n", "withdrawn 0..0 " },
		{ "I'll abandon this series.\n", "withdrawn 1..-1 ; promise 0..0 " },
		{ "Feel free to ignore this patch.\n", "withdrawn 0..0 " },
		{ "Feel free to ignore this.\n", "withdrawn 0..0 " },
		{ "This patch can be dropped.\n", "withdrawn 0..0 " },
		{ "Let's forget about this patch.\n", "withdrawn 0..0 " },
		{ "Never mind this patch, it is wrong.\n", "withdrawn 0..0 " },
		{ "Scrap this one, please.\n", "withdrawn 0..0 " },
		{ "This patch is not needed after all.\n", "withdrawn 0..0 " },
		{ "Turns out this isn't needed.\n", "withdrawn 0..0 " },
		{ "I sent this by accident.\n", "withdrawn 0..0 " },
		{ "OK, then please simply ignore my patch.\n", "withdrawn 0..0 " },
		{ "Sorry, should have numbered it. The new series replaces this.\n",
		  "withdrawn 0..0 " },
		{ "so maybe we do not need this patch.\n", "withdrawn 0..0 " },
		{ "The next patch replaces this with a lock.\n", "" },
		{ "We do not need this patch for arm64.\n", "" },
		{ "NAK from myself.\n", "withdrawn 0..0 " },
		{ "I'm going to drop it then.\n", "withdrawn 0..0 ; promise 0..0 " },
		{ "I'm going to drop it then, it's a shame, though I doubt that it would help.\n",
		  "withdrawn 0..0 ; promise 0..0 " },
		{ "I won't pursue this any further.\n", "withdrawn 0..0 " },
		{ "Since knobs will be made differently, I don't\nintend to resend this series at "
		  "the moment.\n",
		  "withdrawn 1..-1 ; promise 0..0 " },
		{ "Please don't apply this patch.\n", "withdrawn 0..0 held" },
		/* A condition, a question, a part, or another matter. */
		{ "This patch can be dropped once frob is fixed.\n", "" },
		{ "I don't think this patch can be dropped.\n", "" },
		{ "Should I withdraw this patch?\n", "" },
		{ "If nobody wants it I will withdraw it.\n", "" },
		{ "I withdraw my objection.\n", "agrees 3..0 " },
		{ "With it, the previous v2 patch is unnecessary now.\n", "withdrawn 0..0 " },
		{ "The v2 frob patch is unnecessary now.\n", "withdrawn 0..0 " },
		{ "I can't do it in the way that you prefer, so let's drop my patch.\n",
		  "withdrawn 0..0 " },
		{ "Sorry about noise, please just ignore it.\n", "withdrawn 0..0 " },
		{ "Please just ignore it.\n", "" },
		{ "As the flag is not settled, lets drop this patch from the series for now.\n",
		  "withdrawn 0..0 " },
		{ "This series is obsolete.\n", "withdrawn 1..-1 " },
		{ "Looks like it is not a bad idea to drop this change.\n", "withdrawn 0..0 " },
		{ "It is not a good idea to drop this patch.\n", "" },
		{ "I don't intend to resend this before the merge window.\n", "" },
		{ "The lock can be dropped here.\n", "" },
		{ "Please don't apply this yet.\n", "" },
		{ "The page was posted by mistake before the lock was taken.\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

static void test_applied(void **state)
{
	static const struct expectation cases[] = {
		{ "I noticed this bit landed in\nhttps://git.example.org/vfs.git\n",
		  "applied 0..0 https://git.example.org/vfs.git" },
		{ "This has landed in mainline.\n", "applied 0..0 mainline" },
		{ "This is now in kvm/next.\n", "applied 0..0 kvm/next" },
		{ "The series is now upstream.\n", "applied 0..0 " },
		{ "I ended up applying this to frob/fixes.\n", "applied 0..0 frob/fixes" },
		{ "Thanks, I've merged frob-fixes from your tree.\n", "applied 0..0 " },
		{ "I have now applied them to frob-fixes.\n", "applied 1..-1 frob-fixes" },
		{ "I've queued these for 6.14.\n", "applied 1..-1 6.14" },
		{ "Yes, these patches were merged long ago.\n", "applied 0..0 " },
		{ "Looks good, I've taken it as part of the fixes for -rc3.\n",
		  "applied 0..0 -rc3" },
		{ "I'll queue it with Cy's change applied to the subject line.\n", "takes 0..0 " },
		{ "I'll queue this patch for a spin in -next.\n", "takes 0..0 -next" },
		{ "Applied with a new title to frob/next, thanks.\n", "applied 0..0 frob/next" },
		{ "Grabbed, thanks.\n", "applied 0..0 " },
		{ "Staged for 6.14, thanks.\n", "applied 0..0 6.14" },
		{ "I folded this into the original patch.\n", "takes 0..0 " },
		{ "I've squashed the fix in the original patch\n(which should not be there yet).\n",
		  "takes 0..0 " },
		{ "What I ended up doing was to add a squashed combination of these two.\n",
		  "takes 0..0 " },
		{ "I have this in my tree now.\n", "takes 0..0 " },
		{ "I'm taking this in my -next tree.\n", "takes 0..0 " },
		{ "I'm taking this to my board tomorrow.\n", "" },
		{ "It doesn't look like Cy has grabbed this, so I'll take it.\n", "takes 0..0 " },
		{ "I'll take a look at it.\n", "studies 0..0 " },
		{ "I can take this one via frob, as I have others queued.\n", "takes 0..0 frob" },
		{ "I can pick this up. Thanks.\n", "takes 0..0 " },
		{ "I can take this up if nobody else does.\n", "" },
		{ "I can take this lock twice.\n", "" },
		{ "I can take the lock twice.\n", "" },
		{ "I can take a nap.\n", "" },
		{ "I have this queued.\n", "applied 0..0 " },
		{ "We've got it merged.\n", "applied 0..0 " },
		{ "Applied, into frob-next.\n", "applied 0..0 " },
		{ "Applied into frob-next.\n", "applied 0..0 frob-next" },
		{ "Applied, thanks to Ada.\n", "applied 0..0 " },
		{ "I apply.\n", "" },
		{ "They merged.\n", "" },
		{ "The patch has been accepted as patch 8955/1.\n", "applied 0..0 " },
		{ "Please go ahead and take it (with my ack) via arm64.\n", "wanted 0..0 " },
		{ "Guys, do you mind picking this single patch?\n", "wanted 0..0 " },
		{ "Thanks Cy, I'll remove it when I merge this patch :)\n", "takes 0..0 " },
		{ "(sorry for the typo). I'll fix it\nwhen applying.\n",
		  "takes 1..-1 ; agrees 2..0 " },
		{ "If there is no v3 I'll fix it when applying.\n", "" },
		{ "Could you fix it up when applying?\n", "" },
		{ "I've updated patch \"frob: One\" with the one-character change in it.\n",
		  "takes 0..0 " },
		{ "I'll get this queued up.\n", "takes 0..0 " },
		{ "Too late for now, but we will pick this up next cycle!\n", "takes 0..0 " },
		{ "I will take care of this during the merge window.\n", "takes 0..0 " },
		{ "I will take care of this in the error path.\n", "promise 0..0 " },
		{ "I changed the commit message to say why.\n", "takes 0..0 " },
		{ "I changed the message of the commit.\n", "" },
		{ "I'll additionally pick patches 2 and 4 out of this series.\n",
		  "takes 2..2 ; takes 4..4 " },
		{ "I queued patches 3-27 on frob-next, the rest went on frob-test.\n",
		  "applied 1..-1 " },
		{ "I queued patches 3-27 on frob-next, the rest needs work.\n", "applied 3..27 " },
		{ "The patch is still in frob tree.\n", "applied 0..0 " },
		{ "2 patches applied to frob-next branch of frob.git, thanks.\n",
		  "applied 1..-1 frob-next branch of frob.git" },
		{ "2 patches do not apply.\n", "" },
		{ "I plan to queue this for 6.15.\n", "" },
		{ "All patches are still handled in the frob/switch statement.\n", "" },
		{ "I am dropping this patch for now.\n", "withdrawn 0..0 " },
		{ "Just noticed typo \"dereference\" ignore this.\n", "withdrawn 0..0 " },
		{ "It is wrong to ignore this error.\n", "" },
		{ "Oh, I like that idea.\n", "agrees 1..0 " },
		{ "I'll go work on queueing these up.\n", "takes 0..0 " },
		{ "This could change when we drop the lock, before queuing it.\n", "" },
		{ "We can handle that as a separate commit.\n", "" },
		{ "I'll plan to apply this to frob-next in a bit.\n", "" },
		{ "You can see the patch is sitting in git.example.org/frob.git for_next branch.\n",
		  "applied 0..0 " },
		{ "Good, the change has now been merged.\n", "applied 0..0 " },
		{ "I was planning to do that, but then Ben merged it!\n",
		  "takes 0..0 ; taken 0..0 " },
		{ "Has Ben merged it?\n", "" },
		{ "I believe Ben has taken the first two patches in his tree.\n",
		  "takes 1..2 ; taken 1..2 " },
		{ "I see that you have already queued this.\n", "taken 0..0 " },
		{ "Queued the first 3 patches, thanks.\n", "applied 1..3 " },
		{ "I've applied the first patch to frob-next.\n", "applied 1..1 frob-next" },
		{ "I've fixed it in my tree, and will be pushing it out shortly.\n",
		  "takes 0..0 " },
		{ "What I ended up doing was to add a squashed combination and dropped it in "
		  "before the others.\n",
		  "takes 0..0 " },
		{ "Since this series is now upstream, the other one applies.\n", "applied 0..0 " },
		{ "It was nobody who merged it.\n", "" },
		{ "v2 is now in frob-unstable. Material there is still under review.\n", "" },
		{ "I've dropped this patch.\n", "dropped 0..0 " },
		{ "I've dropped the lock.\n", "promise 0..0 " },
		{ "Will apply shortly, thanks.\n", "takes 0..0 ; promise 0..0 " },
		{ "I've now dropped this series from my tree until Cy can clarify this.\n",
		  "dropped 1..-1 " },
		{ "Both patches now dropped from my queue, thanks.\n", "dropped 1..-1 " },
		{ "I'll drop it from my queue again.\n", "dropped 0..0 " },
		{ "I have dropped this patch for now.\n", "dropped 0..0 " },
		{ "The page is dropped from the queue when it is full.\n", "" },
		{ "Should I drop it from my queue?\n", "" },
		/* Once it will be, where it was tried, or another change. */
		{ "Once this has landed in mainline we can go on.\n", "" },
		{ "Has this landed in mainline?\n", "" },
		{ "The fix that landed in 6.12 broke it.\n", "" },
		{ "I have this in my tree for testing.\n", "" },
		{ "Grabbed a trace of it.\n", "" },
		{ "This is not in my tree yet.\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

static void test_promises(void **state)
{
	static const struct expectation cases[] = {
		{ "I'll work up another version of this series doing that.\n", "promise 0..0 " },
		{ "I will include this in the cover letter when I update the series for v2.\n",
		  "promise 0..0 " },
		{ "I will include this when the other series is merged.\n", "" },
		{ "I agree the code is hard to read, I will clean this up.\n", "promise 0..0 " },
		{ "Added it there, I will send a reworked version as part of a bigger series.\n",
		  "promise 0..0 " },
		{ "I'll send a new version shortly.\n", "promise 0..0 " },
		{ "I will take care of it.\n", "promise 0..0 " },
		{ "I'll take that into account.\n", "promise 0..0 " },
		{ "Fixed locally.\n", "promise 0..0 " },
		{ "OK. Will post v2 later today.\n", "agrees 0..0 ; promise 0..0 " },
		{ "Right, that's what I do in v2, which I haven't posted yet.\n", "promise 0..0 " },
		{ "Yup, well spotted. I'll add that to the series.\n",
		  "takes 0..0 ; promise 0..0 " },
		{ "I'll add that to the changelog.\n", "promise 0..0 " },
		{ "Yeah it's not related, I'll take it out.\n", "promise 0..0 " },
		{ "I'm working on a v2.\n", "promise 0..0 " },
		{ "A v2 is on its way.\n", "promise 0..0 " },
		{ "For the record, I've sent a v2 addressing these comments.\n", "promise 0..0 " },
		{ "Expect a v2.\n", "promise 0..0 " },
		{ "I'll give it a try.\n", "promise 0..0 " },
		{ "I'll use that instead.\n", "promise 0..0 " },
		{ "I'll move it to the other file.\n", "promise 0..0 " },
		{ "I can do that.\n", "promise 0..0 " },
		{ "I can do that if you prefer.\n", "" },
		{ "I'll look into it.\n", "studies 0..0 " },
		{ "Ok. Will consider other approaches.\n", "agrees 0..0 ; studies 0..0 " },
		{ "Let me take some time to look into the other paths.\n", "studies 0..0 " },
		{ "Thanks for the pointers Ben, we will look into this.\n", "studies 0..0 " },
		{ "I will continue to investigate the root cause.\n", "studies 0..0 " },
		{ "We are investigating more scenarios.\n", "studies 0..0 " },
		{ "Let me see if that works.\n", "studies 0..0 " },
		{ "This patch will consider the other paths.\n", "" },
		{ "The caller will look into the table.\n", "" },
		{ "I will not look into this.\n", "" },
		{ "Shall I look into it?\n", "" },
		{ "I'll see you there.\n", "" },
		{ "Thanks Ben. Will try to do it next time.\n", "" },
		{ "Why was it fixed locally before v2?\n", "" },
		{ "I can do that test on Monday.\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

static void test_refusals(void **state)
{
	static const struct expectation cases[] = {
		{ "This all has been addressed and was merged\ninto frob-next already.\n",
		  "nack 0..0 refused" },
		{ "There is already a patch for this.\n", "nack 0..0 refused" },
		{ "A fix for this is already queued.\n", "nack 0..0 refused" },
		{ "We already have a fix for this in the tree.\n", "nack 0..0 refused" },
		{ "See the other series, which fixes the same problem.\n", "nack 0..0 refused" },
		{ "That is not going to happen.\n", "nack 0..0 refused" },
		{ "Already fixed, and a pull request was sent.\n", "nack 0..0 refused" },
		{ "FYI there's already a similar change in mainline now.\n", "nack 0..0 refused" },
		{ "This is a non-starter.\n", "nack 0..0 refused" },
		{ "IOW, just no.\n", "nack 0..0 refused" },
		{ "Thanks for this, but I'd like to fix it differently.\n", "nack 0..0 refused" },
		{ "I'll post my own patch for this.\n", "nack 0..0 refused" },
		{ "I'd prefer my series.\n", "nack 0..0 refused" },
		{ "I'd like to fix this.\n", "" },
		{ "Absolutely not. The lock is held there.\n", "nack 0..0 refused" },
		{ "I don't think we should merge this.\n", "nack 0..0 refused" },
		{ "I see no reason to take this.\n", "nack 0..0 refused" },
		{ "I don't intend to merge this.\n", "nack 0..0 refused" },
		{ "There is just no lock there.\n", "" },
		{ "It is absolutely not needed there.\n", "" },
		{ "Already posted[1] last week.\n", "nack 0..0 refused" },
		{ "I have a fix for this in my pile that I prefer.\n", "nack 0..0 refused" },
		{ "But on its own, this is just churn.\n", "nack 0..0 refused" },
		{ "I don't think there is anything wrong with the existing code.\n",
		  "nack 0..0 refused" },
		{ "I don't see the point of this patch.\n", "nack 0..0 refused" },
		{ "There is something wrong with the existing code.\n", "" },
		{ "Let's see whether that is just churn in the tests.\n", "" },
		{ "I see the point of this patch.\n", "" },
		{ "I suppose this bug has been fixed by Ben in commit 0123456789ab.\n",
		  "nack 0..0 refused" },
		{ "Has this bug been fixed in mainline?\n", "" },
		{ "This bug can be fixed in a later patch.\n", "" },
		{ "I have a fix for the documentation.\n", "" },
		{ "Thanks, but I already sent this a month ago.\n", "nack 0..0 refused" },
		{ "I've already posted this.\n", "nack 0..0 refused" },
		{ "I already have queued [1], which does the same thing.\n", "nack 0..0 refused" },
		{ "There is a previous patch fixing the same\nthing already[1].\n",
		  "nack 0..0 refused" },
		{ "The next patch does the same for arm64.\n", "" },
		{ "I've posted a patch which fixes the\nissue for me.\n", "nack 0..0 refused" },
		{ "I've sent a patch for the documentation.\n", "" },
		{ "I already sent this file to you.\n", "" },
		{ "Is there already a patch for this?\n", "" },
		{ "All comments have been addressed in this one.\n", "" },
		{ "If a fix for this is already queued, drop it.\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

static void test_agrees(void **state)
{
	static const struct expectation cases[] = {
		{ "That would indeed be preferable.\n", "agrees 1..0 " },
		{ "Same here.\n", "agrees 1..0 " },
		{ "Oh right, I forgot that one.\nComment withdrawn.\n", "agrees 3..0 " },
		{ "Thanks, this has already be covered by the caller, I think.\n", "" },
		{ "Would that be better?\n", "" },
		{ "It would be better to take the lock first.\n", "" },
		{ "Yes, it should be sequence, thanks a lot.\n", "agrees 1..0 " },
		{ "Yeah, this should be guarded.\n", "agrees 1..0 " },
		{ "Yes, that works for me.\n", "agrees 0..0 " },
		{ "Yep, whatever you prefer.\n", "agrees 0..0 " },
		{ "Oops, definitely not. Thanks for catching this.\n", "agrees 1..0 " },
		{ "I missed that, sorry.\n", "agrees 1..0 " },
		{ "I stand corrected.\n", "agrees 1..0 " },
		{ "I mistakenly thought that this is simpler.\n", "agrees 1..0 " },
		{ "I was wrong about the lock.\n", "agrees 1..0 " },
		{ "Ahh okay got it, thanks for confirming.\n", "agrees 0..0 " },
		{ "I see, thanks.\n", "agrees 0..0 " },
		{ "I think that's worth trying!\n", "agrees 1..0 " },
		{ "Worth a try, indeed.\n", "agrees 1..0 " },
		{ "It is worth trying the other lock first.\n", "" },
		{ "I see a warning here.\n", "" },
		{ "I got it to crash.\n", "" },
		{ "Yes, but it should be done elsewhere.\n", "" },
		{ "Yes, that is wrong by design.\n", "" },
		{ "Yes, the caller holds the lock.\n", "" },
		{ "I missed that the lock is taken here.\n", "agrees 2..0 " },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

/* What the answer to one point says, whatever is said of the others. */
static void test_points(void **state)
{
#define LENGTHY                                                                                    \
	"> Why is it here?\n\nThe caller of it has to know the size before it allocates, and "     \
	"there "                                                                                   \
	"is no other that tells it.\n\n"
	static const struct expectation cases[] = {
		{ LENGTHY "> This should be const.\n>\n\nRight.\n", "agrees 0..0 ; promise 0..0 " },
		{ "> I'd prefer a macro.\nOK\n\n" LENGTHY, "agrees 0..0 ; promise 0..0 " },
		{ "On Monday Ben wrote:\n> This should\n> be const.\n\nGood point.\n",
		  "agrees 1..0 ; promise 0..0 " },
		/* Nothing is wanted there, or it is asked, or quoted from somebody else, or code.
		 */
		{ LENGTHY "> So it is x86 that has it.\n\nRight.\n", "agrees 0..0 " },
		{ LENGTHY "> Should it be const?\n\nRight.\n", "agrees 0..0 " },
		{ LENGTHY "> > This should be const.\n\nRight.\n", "agrees 0..0 " },
		{ LENGTHY "> +	/* should be const */\n\nRight.\n", "agrees 0..0 " },
		{ LENGTHY "> This should be const.\n>\n> It is x86 that has it.\n\nRight.\n",
		  "agrees 0..0 " },
		/* More is said. */
		{ "> This should be const.\n\nRight. But the callers of it write to it.\n",
		  "agrees 0..0 " },
		/* A wish of one's own beside agreement. */
		{ "> a\n\nno need for min_t, simple min() can be used\n\n> b\n\nsame here\n",
		  "agrees 1..1 " },
		{ "> a\n\nIt is x86 that has it.\n\n> b\n\nsame here\n", "agrees 1..0 " },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

/* "I have this queued:" and a mail of an archive is another patch. */
static void test_queued_another(void **state)
{
	static const struct expectation cases[] = {
		{ "I have this queued:\n  https://patchwork.example.org/patch/1/\n",
		  "nack 0..0 refused" },
		{ "I have this queued:\n\n  https://lore.example.org/r/1@example.org\n",
		  "nack 0..0 refused" },
		{ "I have this queued: thanks\n", "applied 0..0 " },
		{ "I have this queued:\n  https://git.example.org/c/0123456789ab\n",
		  "applied 0..0 " },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

static void test_untags(void **state)
{
	static const struct expectation cases[] = {
		{ "Ben, can you drop my ack please?\n", "untags 0..0 " },
		{ "I hereby withdraw my Reviewed-by.\n", "untags 0..0 " },
		{ "Please remove my R-b.\n", "untags 0..0 " },
		{ "Drop my Acked-by for now.\n", "untags 0..0 " },
		{ "This was too early, so I take back my Tested-by.\n", "untags 0..0 " },
		{ "I'd like to retract my previous ack.\n", "untags 0..0 " },
		{ "My ack is withdrawn.\n", "untags 0..0 " },
		{ "Please consider my tag withdrawn.\n", "untags 0..0 " },
		{ "Why did you drop my Reviewed-by?\n", "" },
		{ "There is no need to drop my tag.\n", "" },
		{ "Please drop my Reviewed-by if you change that.\n", "" },
		{ "You may drop my ack.\n", "" },
		{ "I'd have to think before you drop my review.\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_withdrawn),      cmocka_unit_test(test_applied),
		cmocka_unit_test(test_promises),       cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_agrees),	       cmocka_unit_test(test_points),
		cmocka_unit_test(test_queued_another), cmocka_unit_test(test_untags),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
