/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "remarks.h"

/* What is said of a patch by who takes it, or will, beside what sounds like that. */

/* What a maintainer is about to do, and what an author says of it. */
static void test_takes(void **state)
{
	static const struct expectation cases[] = {
		{ "Then I'll grab it as is.\n", "takes 0..0 " },
		{ "We are not going to accept this.\n", "nack 0..0 refused" },
		{ "I'll queue this for 5.12.\n", "takes 0..0 5.12" },
		{ "Looks good, I'll add this to my tree.\n", "takes 0..0 my tree" },
		{ "It is small, so I'm going to queue this lot anyway!\n", "takes 1..-1 " },
		{ "I will provisionally queue this\nfor 5.9.\n", "takes 0..0 5.9" },
		{ "I'll queue patches 1 and 3 as fixes.\n", "takes 1..1 ; takes 3..3 " },
		{ "Very long words might stand here.  I'll queue patches 1 and 3\n",
		  "takes 1..1 ; takes 3..3 " },
		{ "Nobody has grabbed this, so I'll take it.\n", "takes 0..0 " },
		{ "Thanks for picking these in for-next.\n", "taken 0..0 " },
		{ "Thank you for picking up the series!\n", "taken 1..-1 " },
		/* On a condition, or something else. */
		{ "If nobody shouts, I'll queue it.\n", "" },
		{ "I'll queue it once the other one is in.\n", "" },
		{ "I'll add this.\n", "promise 0..0 " },
		{ "I'll take this as a Reviewed-by?\n", "" },
		{ "I'll take it into account.\n", "promise 0..0 " },
		{ "I can take this one.\n", "" },
		{ "Thanks for taking the time to look at it.\n", "" },
		{ "Thanks for taking a look.\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

/* A will without an object is about what the mail answers; its author's may be work. */
static void test_takes_unsaid(void **state)
{
	static const struct expectation cases[] = {
		{ "Thanks, will queue.\n", "takes 0..0 ; promise 0..0 " },
		{ "Looks good, will apply later today.\n", "takes 0..0 ; promise 0..0 " },
		{ "Thanks, will queue in frob-devel for 6.20.\n", "takes 0..0 frob-devel" },
		{ "Will push to frob-next in a bit.\n", "takes 0..0 frob-next" },
		{ "Will merge down to 'main/next' soon.\n", "takes 0..0 main/next" },
		{ "I'll also apply 1/2 shortly.\n", "takes 0..0 " },
		{ "I'll note the Cc and queue it for 6.15.\n", "takes 0..0 ; promise 0..0 " },
		{ "Fine.  Let's merge it to 'next'.\n", "takes 0..0 next" },
		{ "Let's mark them for 'next' then.\n", "takes 0..0 " },
		{ "I'll add this to frob-new for some testing.\n", "takes 0..0 frob-new" },
		{ "I'll queue this for testing and review.\n", "takes 0..0 " },
		{ "I'll take this as a hotfix.\n", "takes 0..0 " },
		{ "I'll take this through the frob tree.\n", "takes 0..0 " },
		{ "I'll merge this anyway, but if you are unsure, ask.\n", "takes 0..0 " },
		{ "I will queue this up and send it to Linus.\n", "takes 0..0 " },
		{ "I'll queue this to the testing branch.\n", "takes 0..0 the testing branch" },
		{ "I will queue this for the next release (v7.1).\n",
		  "takes 0..0 the next release" },
		/* A trial, a turn of phrase, or something else. */
		{ "Will apply and test.\n", "" },
		{ "Will apply the comments.\n", "" },
		{ "Will push.\n", "" },
		{ "Let's merge the two helpers first.\n", "" },
		{ "Let's mark it as deprecated in the next round.\n", "" },
		{ "I'll queue a run of the suite.\n", "" },
		{ "I'll take this through our nightly.\n", "" },
		{ "I'll take this through our regression and tell you.\n", "" },
		{ "I'll take this as a yes.\n", "" },
		{ "I'll take it for a spin.\n", "" },
		{ "I'll pick this for review tomorrow.\n", "" },
		{ "I'll queue it as soon as you send the fix.\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

/* The perfect says that it was done; a trial is told by where, or by what came of it. */
static void test_applied_or_tried(void **state)
{
	static const struct expectation cases[] = {
		{ "OK I've applied your patch with the fence moved.\n", "applied 0..0 " },
		{ "I've applied your patches to frob:core.\n", "applied 0..0 frob:core" },
		{ "I've applied your patch and will send a pull\nrequest shortly.\n",
		  "applied 0..0 " },
		{ "Ada, I've applied your patch but we may need another fence.\n",
		  "applied 0..0 " },
		{ "Good, so patch is applied for v6.15!\n", "applied 0..0 v6.15" },
		{ "The v5 series applied for next, thanks!\n", "applied 1..-1 next" },
		{ "Applied, but have you looked at the other driver?\n", "applied 0..0 " },
		{ "Queued on top of the rework of Ben.\n", "applied 0..0 " },
		{ "Thanks, landed in frob-next.\n", "applied 0..0 frob-next" },
		{ "I've stuck it in frob/urgent for now.\n", "applied 0..0 frob/urgent" },
		{ "I've applied your patch to v6.9-rc3 and still see it.\n", "" },
		{ "I've applied your patch on top of frob-next.\n", "" },
		{ "I applied this to torvalds/master yesterday.\n", "" },
		{ "I've queued this in our CI.\n", "" },
		{ "I took this patch into frob/fixes.\n", "applied 0..0 frob/fixes" },
		{ "Took patches 1-3, the last one has to wait.\n", "applied 1..3 " },
		{ "I took the patch, thanks.\n", "applied 0..0 " },
		{ "I took the one for the timer and changed it.\n", "" },
		{ "I took your patch into account.\n", "" },
		{ "Nice work, added to my queue.\n", "applied 0..0 my queue" },
		{ "Applied after fixing the typo.\n", "applied 0..0 " },
		{ "Applied after the merge window it would conflict.\n", "" },
		{ "Applied manually because of a conflict in Kconfig.\n", "applied 0..0 " },
		{ "Ok. Merged.\n", "takes 0..0 " },
		{ "Merged them into one function.\n", "" },
		{ "I think this is good, and have applied it.\n", "applied 0..0 " },
		{ "I applied it to my local series.\n", "" },
		{ "I took this for a joke.\n", "" },
		{ "I went ahead and pushed the lot to frob-misc.\n", "applied 1..-1 frob-misc" },
		{ "Grabbed it for 5.12-fixes.\n", "applied 0..0 5.12-fixes" },
		{ "Grabbed it for a look.\n", "" },
		{ "Picked up for 5.12, let's see what breaks.\n", "applied 0..0 5.12" },
		{ "Tests pass on all boards -> applied to next.\n", "applied 0..0 next" },
		{ "I changed the subject and applied it for 5.12.\n", "applied 0..0 5.12" },
		{ "Dropped the tag and applied the rest.\n", "applied 0..0 " },
		{ "I rebased to 5.12 and applied it on my box.\n", "" },
		{ "I've merged it to a throwaway branch, let the bots have a look.\n", "" },
		{ "Applied patches 1-4 to my devel kernel.\n", "" },
		{ "It took that long.\n", "" },
		{ "I applied this patch and ran it on my box.\n", "" },
		{ "I applied your patches, it hangs as before.\n", "" },
		{ "I applied your patches you pointed me to.\n", "" },
		{ "I have applied both comments.\n", "" },
		{ "I've applied it to my local tree.\n", "" },
		{ "I've applied this to my tree and will test it on Friday.\n", "" },
		{ "Applied to 6.1.y it does not build.\n", "" },
		{ "Applied to frob-next, and the link fails.\n", "" },
		{ "Applied as is, this would slow us down.\n", "" },
		{ "Applied to all callers, the helper saves some lines.\n", "" },
		{ "Applied, this patch breaks the box.\n", "" },
		{ "Applied to frob-next; thanks for working on this.\n", "applied 0..0 frob-next" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

/* What spoils the sense does not where the deed is complete: the tree is told. */
static void test_complete(void **state)
{
	static const struct expectation cases[] = {
		{ "Applied to the togs branch of frob.git and pushed out as testing.\n",
		  "applied 0..0 the togs branch of frob.git" },
		{ "Applied to frob-next pending further testing.\n",
		  "applied 0..0 frob-next pending further testing" },
		{ "Merged into the testing branch.\n", "applied 0..0 the testing branch" },
		{ "Queued for further review and testing, thank you!\n",
		  "applied 0..0 further review" },
		{ "Applied to the frobs and pushed out as testing.\n", "" },
		{ "Applied for testing on the board.\n", "" },
		{ "Applied to frob-next?\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

/* What the mail answers is in a tree; a pronoun may be about something else. */
static void test_landed(void **state)
{
	static const struct expectation cases[] = {
		{ "Both these patches are in my queue for 5.12.\n", "applied 0..0 my queue" },
		{ "This is on for-next, with the fixup squashed in.\n", "takes 0..0 for-next" },
		{ "For the record, this has been in frob-next since Monday.\n",
		  "takes 0..0 frob-next" },
		{ "Series is in frob-misc-next now.\n", "applied 0..0 frob-misc-next" },
		{ "It's in my queue now.\n", "takes 0..0 my queue" },
		{ "It's in my queue handling now.\n", "" },
		{ "FTR this went in through the frob tree.\n", "takes 0..0 the frob tree" },
		{ "This went in circles.\n", "" },
		{ "With Ada's ack I've put the whole thing into my next branch.\n",
		  "takes 0..0 next branch" },
		{ "The change that I've put into my next branch conflicts.\n", "" },
		{ "Vacuumed up into the frob core tree.\n", "takes 0..0 the frob core tree" },
		{ "Looked into the frob core tree.\n", "" },
		{ "It'll be in my next pull request.\n", "takes 0..0 " },
		{ "It should show up in linux-next on Monday.\n", "takes 0..0 linux-next" },
		{ "It should be in linux-next, no?\n", "" },
		{ "It'll be in my next version.\n", "" },
		{ "All three are in frob-next now.\n", "takes 0..0 frob-next" },
		{ "As it's a trifle it went straight to frob-fixes.\n", "takes 0..0 frob-fixes" },
		{ "I saw when it went to frob-fixes.\n", "" },
		{ "Looks right, so in it goes.\n", "takes 0..0 " },
		{ "I put it in for the next merge window.\n",
		  "applied 0..0 the next merge window" },
		{ "We put it in for debugging.\n", "" },
		{ "Looks like this has been merged by Ben in the meantime.\n", "applied 0..0 " },
		{ "They have been merged into frob-next.\n", "" },
		{ "The prerequisite series has landed in frob-next.\n", "" },
		{ "This one is upstream already.\n", "applied 0..0 " },
		{ "This is now in the frobs branch.\n", "applied 0..0 the frobs branch" },
		{ "In frob.fixes now.\n", "takes 0..0 frob.fixes" },
		{ "in my tree, thanks\n", "takes 0..0 my tree" },
		{ "The lock is in my queue handling.\n", "" },
		{ "This is in the next patch.\n", "" },
		{ "The check is in frob-next already.\n", "" },
		{ "This is in the device tree.\n", "" },
		{ "It is in frob-next.\n", "" },
		{ "I see this is in frob-next already.\n", "" },
		{ "This is in frob-next since yesterday and breaks my box.\n", "" },
		{ "Which tree is this on?  Is this in frob-next?\n", "" },
		{ "Once this is in frob-next, please resend.\n", "" },
		{ "Commit 2 does that\non frob-next.\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

/* Who took it drops it again; an author changes his work, as he does who is told to by pw-bot. */
static void test_dropped(void **state)
{
	static const struct expectation cases[] = {
		{ "Both now dropped, thanks.\n", "dropped 1..-1 ; promise 0..0 own" },
		{ "Anyway, now dropped.\n", "dropped 0..0 ; promise 0..0 own" },
		{ "I've dropped it.\n", "dropped 0..0 ; promise 0..0 own" },
		{ "Dropped it for now.\n", "dropped 0..0 ; promise 0..0 own" },
		{ "I have dropped this patch from the tree.\n", "dropped 0..0 ; promise 0..0 own" },
		{ "I've dropped all the patches that you named.\n",
		  "dropped 1..-1 ; promise 0..0 own" },
		{ "Have to drop it again, the link fails.\n", "dropped 0..0 ; promise 0..0 own" },
		{ "I have kicked it out of for-next.\n", "dropped 0..0 " },
		{ "Now removed from all stable queues.\n", "dropped 0..0 " },
		{ "Ok, dropping it from the 5.10 and 5.4 queues now.\n", "dropped 0..0 " },
		{ "Reverted in frob-next, please fix the test.\n", "dropped 0..0 " },
		{ "It broke the build, so I pushed a revert.\n", "dropped 0..0 " },
		{ "I un-applied it after the report.\n", "dropped 0..0 " },
		{ "Backed out, as it breaks the build.\n", "dropped 0..0 ; promise 0..0 own" },
		{ "Pulled out again.\n", "dropped 0..0 ; promise 0..0 own" },
		{ "Pulled out the check.\n", "" },
		{ "I'm taking this out of my tree.\n", "dropped 0..0 " },
		{ "I'm taking this from your tree.\n", "" },
		{ "I had to back this out.\n", "dropped 0..0 ; promise 0..0 own" },
		{ "This is no longer in for-next.\n", "dropped 0..0 " },
		{ "The bug is no longer in for-next.\n", "" },
		{ "It could be dropped from for-next.\n", "" },
		{ "I've pulled this from the branch that you named.\n", "applied 0..0 " },
		{ "The flag was removed from the core in next.\n", "" },
		{ "Dropped.\n", "promise 0..0 " },
		{ "I dropped it in v3.\n", "promise 0..0 " },
		{ "I can drop it.\n", "" },
		{ "We dropped it as it slept too long.\n", "" },
		{ "pw-bot: cr\n", "promise 0..0 own" },
		{ "pw-bot: defer\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

/* That it will not be taken, and what sounds like that. */
static void test_refused(void **state)
{
	static const struct expectation cases[] = {
		{ "So I won't be applying these patches, sorry.\n", "nack 0..0 refused" },
		{ "Rejected by me, see the thread of May.\n", "nack 0..0 refused" },
		{ "We're not going to take this.\n", "nack 0..0 refused" },
		{ "This is not the place for policy, so NACK from my side.\n",
		  "nack 0..0 refused" },
		{ "If it is not needed, it would be a NAK from me.\n", "" },
		{ "Hard no from me on exporting this symbol.\n", "nack 0..0 refused" },
		{ "There is no from address.\n", "" },
		{ "Thanks but no thanks.\n", "nack 0..0 refused" },
		{ "I'll pass.\n", "nack 0..0 refused" },
		{ "I don't like this at all, NAK.\n", "nack 0..0 " },
		{ "Not applied, this belongs elsewhere.\n", "nack 0..0 refused" },
		{ "Not applied, please rebase.\n", "" },
		{ "I don't want this in my tree.\n", "nack 0..0 refused" },
		{ "Please stop sending these.\n", "nack 0..0 refused" },
		{ "This does not belong in the kernel.\n", "nack 0..0 refused" },
		{ "This does not belong in the header.\n", "" },
		{ "I'll pass the flag.\n", "" },
		{ "So no, can't take it.\n", "nack 0..0 refused" },
		{ "Please don't send it again.\n", "nack 0..0 refused" },
		{ "This won't go anywhere without a user in the tree.\n", "nack 0..0 refused" },
		{ "Then we won't be able to load it.\n", "" },
		{ "I won't be applying any more of them this week.\n", "" },
		{ "I'm not going to merge this with the other helper.\n", "" },
		{ "It's a NAK from the device that we see.\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_takes),
					    cmocka_unit_test(test_takes_unsaid),
					    cmocka_unit_test(test_applied_or_tried),
					    cmocka_unit_test(test_complete),
					    cmocka_unit_test(test_landed),
					    cmocka_unit_test(test_dropped),
					    cmocka_unit_test(test_refused) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
