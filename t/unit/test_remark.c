/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "mime/limits.h"
#include "record/record.h"
#include "remarks.h"

#define HEADER "From: Ann Example <ann@example.org>\nSubject: Re: [PATCH 0/5] x\n\n"
#define ALL REMARK_ALL

static struct record *parse(const char *header, const char *text)
{
	char *raw = g_strconcat(header, text, NULL);
	struct record *rec = record_parse(slice_str(raw), NULL);

	assert_non_null(rec);
	g_free(raw);
	return rec;
}

static void test_applied(void **state)
{
	static const struct expectation cases[] = {
		{ "Applied, thanks!\n", "applied 0..0 " },
		{ "> a\n> b\n\nQueued, thanks.\n\nAnn\n", "applied 0..0 " },
		{ "Applied to frob/next, thanks!\n", "applied 0..0 frob/next" },
		/* A trailer ends the sentence in front of it. */
		{ "This may still change\nReviewed-by: Ben Other <ben@example.net>\nApplied, "
		  "thanks!\n",
		  "applied 0..0 " },
		{ "Thanks, series applied to my frob-next branch.\n",
		  "applied 1..-1 frob-next branch" },
		{ "Thanks Ben, applied.\n", "applied 0..0 " },
		{ "Queued patches 1-5, thanks.\n", "applied 1..5 " },
		{ "Queued 1-2 and 4, thanks.\n", "applied 1..2 ; applied 4..4 " },
		{ "I've applied this set, minus #3.\n", "applied 1..2 ; applied 4..-1 " },
		{ "Both patches applied to for-rc\n", "applied 1..-1 for-rc" },
		{ "Looks fine. I've queued it up, thanks!\n", "applied 0..0 " },
		{ "Pushed to frob-misc.\n", "applied 0..0 frob-misc" },
		{ "Pushed to my branch.\n\nThanks!\n", "applied 0..0 my branch" },
		{ "Pushed to my branch.\n\nTHANKS\n", "applied 0..0 my branch" },
		{ "Pushed to my branch.\n\nTHX\n", "applied 0..0 my branch" },
		{ "Pushed to my branch.\n\nThank Ben for it.\n", "applied 0..0 my branch" },
		{ "Pushed to my branch.\n\nMany thanks for it.\n", "applied 0..0 my branch" },
		{ "Pushed to my branch.\n\nNo thank-you letter.\n", "" },
		{ "Applied to next, thanks!\n\n[1/3] frob: one\n      commit: 0123456789ab\n"
		  "[3/3] frob: three\n      https://git.example.org/c/9876\n\nCheers,\n",
		  "applied 1..1 0123456789ab; applied 3..3 https://git.example.org/c/9876" },
		{ "[1/3] frob: one\n   commit: 0123456789ab\n", "applied 1..1 0123456789ab" },
		{ "First two taken to next\n[01/12] one\n  https://git.example.org/c/1\n",
		  "applied 1..1 https://git.example.org/c/1" },
		{ "Applied, thanks!\n\n[1/1] frob: one\n      commit: 0123456789ab\n",
		  "applied 0..0 0123456789ab" },
		{ "FWIW, I've now queued this for 9.4, with all tags.\n", "applied 0..0 9.4" },
		{ "OK, thanks. I've added this to frob-next[1], and more.\n",
		  "applied 0..0 frob-next" },
		{ "No need to worry -- I've applied this to frob.next and\n",
		  "applied 0..0 frob.next" },
		{ "I bet it is another bug, so I've queued this on top of\n", "applied 0..0 " },
		{ "Thanks, I squashed it and queued it for -rc1 (tested on both\n",
		  "applied 0..0 -rc1" },
		{ "Rebased, and queued with the fix.\n", "applied 0..0 " },
		{ "Thanks, Ben. I've gone ahead and merged the tests.\n", "applied 0..0 " },
		{ "I had hoped for more, for now I'm queuing patches 1 and\n", "applied 1..1 " },
		{ "This is a note to let you know that I've just added the patch titled\n",
		  "applied 0..0 " },
		{ "I have put this series in my frob-next branch, and I believe\n",
		  "applied 1..-1 frob-next branch" },
		{ "I have taken this patch in my frob-next branch.\n",
		  "applied 0..0 frob-next branch" },
		{ "OK, I've applied this set, minus #17.\n", "applied 1..16 ; applied 18..-1 " },
		{ "Added to for-next, with a new title.\n", "applied 0..0 for-next" },
		{ "Thanks, I updated mm.git's mm-unstable to this version.\n", "applied 0..0 " },
		/* The word does not begin the sentence, or wraps. */
		{ "I also applied 1-3 to for-next/frob, but the mail got lost\nbefore I sent it!\n",
		  "applied 1..3 for-next/frob" },
		{ "Thanks, reviewed and applied to frob-next.\n", "applied 0..0 frob-next" },
		{ "Tested and applied to frob/next, thanks.\n", "applied 0..0 frob/next" },
		{ "With regrets: applied as a fix for 5.2.\n", "applied 0..0 5.2" },
		{ "That worked, now queued up, thanks!\n", "applied 0..0 " },
		{ "I'm squashing this in, to keep the changes\nminimal, and queuing the series.\n",
		  "applied 1..-1 " },
		{ "It fails after booting and applying the series.\n", "" },
		{ "Both backports now queued up, thanks.\n", "applied 1..-1 " },
		{ "I mended the title and pushed to frob-fixes.\n", "applied 0..0 frob-fixes" },
		{ "Merged into frob/for-next, thanks.\n", "applied 0..0 frob/for-next" },
		{ "Thanks,I've queued that up now.\n", "applied 0..0 " },
		{ "I have this queued:\nhttps://example.org/1\n", "applied 0..0 " },
		{ "To save you a v3, I've mended the nits that Ben\nfound as I applied this\n"
		  "series to frob.next.\n",
		  "applied 1..-1 frob.next" },
		{ "Thanks, I updated mm.git to this version.\n", "applied 0..0 " },
		{ "I've added this to my tree.\n", "applied 0..0 my tree" },
		/* What only mentions it. */
		{ "The mask (and is\napplied as well for the others) is wrong.\n", "" },
		{ "I mended the nits and also pulled in more fixes.\n", "" },
		{ "I've taken the liberty to apply my own fixes to it.\n", "" },
		{ "I applied the series on top of linux-next and tested it.\n", "" },
		{ "Applied the series on frob-board and it boots.\n", "" },
		{ "Thanks for the patch that was applied to next.\n", "" },
		{ "Added to v3, thanks.\n", "promise 0..0 " },
		{ "Added.\n", "promise 0..0 " },
		{ "I updated the comment to this.\n", "" },
		{ "I have put this in a loop, and it fails.\n", "" },
		{ "I have taken this patch to the test lab in my car.\n", "" },
		{ "> Applied, thanks!\n", "" },
		{ "| Applied, thanks!\n", "" },
		{ "Once this is applied, I will send more.\n", "" },
		{ "Was this applied?\n", "" },
		{ "Applied?\n", "" },
		{ "Will be applied to next.\n", "" },
		{ "I applied your series and it works.\n", "" },
		{ "I applied this locally and it fails.\n", "" },
		{ "Applied this series and verified that it boots.\n", "" },
		{ "I picked up the fix for v3. Thanks!\n", "" },
		{ "The lock is\ntaken to protect the list.\n", "" },
		{ "The flags are\napplied to all pages.\n", "" },
		{ "Pushed to my branch.\n", "" },
		{ "[1/3] frob: one\n", "" },
		{ "[1/3] frob: one\n\n   commit: 0123456789ab\n", "" },
		{ "[1/3] frob: one\n   https://example.org/frob\n", "" },
		{ "Have added this to v3.\n", "promise 0..0 " },
		{ "I've added this to the frob-list of things to do.\n", "promise 0..0 " },
		{ "Good catch, I've applied it to the patch.\n", "agrees 1..0 " },
		{ "It works once I've applied this to next.\n", "" },
		{ "When I tested it, I applied this to next.\n", "" },
		{ "-- \nApplied, thanks!\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

static void test_withdrawn_and_nack(void **state)
{
	static const struct expectation cases[] = {
		{ "It is the same fix as Ben's, please ignore this patch.\n", "withdrawn 0..0 " },
		{ "If it is not right, please ignore this patch.\n", "" },
		{ "Please ignore this series, v3 is coming.\n", "withdrawn 1..-1 " },
		{ "Please ignore this patch.\n", "withdrawn 0..0 " },
		{ "Please ignore this. Sent by accident.\n", "withdrawn 0..0 " },
		{ "Sorry, please disregard this v2 patch.\n", "withdrawn 0..0 " },
		{ "I'll drop this patch.\n", "withdrawn 0..0 ; promise 0..0 " },
		{ "This series is superseded by the one of today.\n", "withdrawn 1..-1 " },
		{ "Self-NAK, it breaks the build.\n", "withdrawn 0..0 " },
		{ "Please ignore.\n", "withdrawn 0..0 " },
		{ "Sorry, that was the wrong one. Please\nignore :/\n", "withdrawn 0..0 " },
		{ "This patch is replaced by\nhttps://example.org/1\n", "withdrawn 0..0 " },
		{ "This lock is replaced by another.\n", "" },
		{ "You are right, I will drop this patch and look for something better.\n",
		  "withdrawn 0..0 ; promise 0..0 " },
		{ "It is in 6.2 by now. Sorry for the noise.\n", "withdrawn 0..0 ; agrees 3..0 " },
		{ "This patch is no longer needed.\n", "withdrawn 0..0 " },
		{ "Kindly ignore this patch, I will send\na new one.\n",
		  "withdrawn 0..0 ; promise 0..0 " },
		{ "I will drop this patch in v2.\n", "promise 0..0 " },
		{ "I will drop it from the next posting.\n", "promise 0..0 " },
		{ "This patch is no longer slow.\n", "" },
		{ "Please ignore my comment.\n", "agrees 3..0 " },
		{ "Please drop the inline.\n", "" },
		{ "I'll drop this hunk.\n", "promise 0..0 " },
		{ "I can drop this, Ben suggested the same.\n", "" },
		{ "NAK.\n", "nack 0..0 " },
		{ "NACK to this, for the reasons above.\n", "nack 0..0 " },
		{ "Sorry, but NAK. It cannot work.\n", "nack 0..0 " },
		{ "> NAK.\n", "" },
		{ "The NACK bit is set by the device.\n", "" },
		{ "The device sends a\nNACK to the host.\n", "" },
		{ "NAK?\n", "" },
		{ "The table is fine.\n-- \npw-bot: reject\n", "nack 0..0 refused" },
		{ "pw-bot: under-review\n", "agrees 3..0 " },
		{ "Sorry, I won't take this.\n", "nack 0..0 refused" },
		{ "This is not something I'm going to merge.\n", "nack 0..0 refused" },
		{ "I'm not going to take something that\nworks on one machine alone.\n",
		  "nack 0..0 refused" },
		{ "Someone else already sent a fix patch last month.\n", "nack 0..0 refused" },
		{ "This issue has already been fixed in 6.17-rc1.\n", "nack 0..0 refused" },
		{ "I won't take this unless it is tested.\n", "" },
		{ "This won't apply to next.\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

static void test_agrees(void **state)
{
	static const struct expectation cases[] = {
		{ "Good point.\n", "agrees 1..0 " },
		{ "Ah, you're right, thanks.\n", "agrees 1..0 " },
		{ "Agreed. The other way was my first thought.\n", "agrees 1..0 " },
		{ "Yes.\n", "agrees 0..0 " },
		{ "Thanks, yes it looks good to me.\n", "agrees 0..0 " },
		{ "Thanks for the review.\n", "" },
		{ "Good point, but it does not matter here.\n", "" },
		{ "You're right if the lock is held.\n", "" },
		{ "Yes, the caller holds the lock.\n", "" },
		{ "> Good point.\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

#define TAG "Reviewed-by: Ann Example <ann@example.org>"

static void test_promises(void **state)
{
	static const struct expectation cases[] = {
		{ "Good catch, will fix in v2.\n", "promise 0..0 " },
		{ "Will do.\n", "promise 0..0 " },
		{ "Can do.\n", "promise 0..0 " },
		{ "Makes sense. I'll drop it.\n", "agrees 0..0 ; promise 0..0 " },
		{ "OK, I\u2019ll update the comment\nand the log.\n", "promise 0..0 " },
		{ "Agreed, and I will also add a test.\n", "promise 0..0 " },
		{ "You are right, so I'm going to be sending a v3\n", "promise 0..0 " },
		{ "Fair enough. Let me rework this function.\n", "agrees 1..0 ; promise 0..0 " },
		{ "I will make sure to add it in the next version.\n", "promise 0..0 " },
		{ "I'll respin.\n", "promise 0..0 " },
		{ "I'll wait a bit for more reviews, and then\nrepost the series.\n",
		  "promise 0..0 " },
		{ "I am planning to send v2 soon.\n", "promise 0..0 " },
		{ "This needs work, I need to spin a new one and resend.\n", "promise 0..0 " },
		{ "Fixed in v3.\n", "promise 0..0 " },
		{ "It will be fixed in the next revision :)\n", "promise 0..0 " },
		/* What is promised for later, on a condition, or by something else. */
		{ "I will fix it up when applying.\n", "takes 1..-1 " },
		{ "I'll fix that in a follow-up.\n", "" },
		{ "I'll change it if you prefer that.\n", "" },
		{ "Will you fix it in v3?\n", "" },
		{ "The guest will drop the page then.\n", "" },
		{ "I will not change that.\n", "" },
		{ "I'll look into it.\n", "studies 0..0 " },
		{ "> Will fix in v2.\nThanks!\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

static void test_scope(void **state)
{
	static const struct expectation cases[] = {
		{ "For the series:\n\n" TAG "\n", "scope 1..-1 Reviewed-by" },
		{ "Fine. For patches 1-3:\n" TAG "\n", "scope 1..3 Reviewed-by" },
		{ "For patches 2, 4 and 5:\n" TAG "\n",
		  "scope 2..2 Reviewed-by; scope 4..4 Reviewed-by; scope 5..5 Reviewed-by" },
		{ "With that, patches 1~2:\n" TAG "\n", "scope 1..2 Reviewed-by" },
		{ TAG " # for patch 3/7\n", "scope 3..3 Reviewed-by" },
		{ TAG "\nfor patches 1-2.\n", "scope 1..2 Reviewed-by" },
		{ "For the series, except patch 4:\n" TAG "\n",
		  "scope 1..3 Reviewed-by; scope 5..-1 Reviewed-by" },
		{ "For patch 1:\n" TAG "\nFor patch 2:\nAcked-by: Ann <ann@example.org>\n",
		  "scope 1..1 Reviewed-by; scope 2..2 Acked-by" },
		{ "As said for patch #1, this is odd. But still.\n\nLooks good.\n" TAG "\n",
		  "agrees 0..0 " },
		{ "For this patch:\n" TAG "\n", "" },
		{ "Last one for the series :)\n" TAG "\n", "" },
		{ "> For the series:\n\n" TAG "\n", "" },
		{ "For the series:\n> quoted\n" TAG "\n", "" },
	};

	(void)state;
	check_remarks(cases, G_N_ELEMENTS(cases));
}

static void test_words(void **state)
{
	static const struct {
		const char *text;
		int words, questions;
	} cases[] = {
		{ "On Monday, Ben wrote:\n> Why is that?\n\nThanks,\nAnn\n", 0, 0 },
		{ "Hi Ben,\n\nOn Monday the 3rd of March 2025, Ben Other\n<ben@example.net> "
		  "wrote:\n> x\n" TAG "\n",
		  0, 0 },
		{ "> x\nWhy is it so?\n", 4, 1 },
		{ "See https://example.org/?x=1 for it\n", 4, 0 },
		{ "Not good.\n\ndiff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,2 @@\n-a\n"
		  "+b ?\n c\n",
		  2, 0 },
		{ "Not good.\n-----Original Message-----\nFrom: Ben\nTo: Ann\n\nIs it good?\n", 2,
		  0 },
		{ "Not good.\n-- \nAnn, what else?\n", 2, 0 },
		/* What asks for nothing. */
		{ "This looks good to me now.\n", 0, 0 },
		{ "Thanks for working on this! LGTM.\n", 0, 0 },
		{ "Looks good, but it is slow.\n", 6, 0 },
		{ "Gentle ping on this series.\n", 0, 0 },
		{ "Applied to next, with the title\nput right, thanks.\n", 0, 0 },
		{ "This patch is pointless.\n", 4, 0 },
		{ "Ben, can you pick this old patch up?\n", 0, 0 },
		{ "Could somebody take this, please?\n", 0, 0 },
		{ "Can you take the lock here?\n", 6, 1 },
		{ "Got it, thanks for confirming.\n", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct record *rec = parse(HEADER, cases[i].text);
		int words = 0, questions = 0;

		for (size_t k = 0; k < rec->remarks.nr; k++) {
			if (rec->remarks.items[k].kind != REMARK_ASKS)
				continue;
			words = rec->remarks.items[k].first;
			questions = rec->remarks.items[k].last;
		}
		if (words != cases[i].words || questions != cases[i].questions)
			fail_msg("\"%s\" has %d words and %d questions", cases[i].text, words,
				 questions);
		record_free(rec);
	}
}

/* Trailers below what a mailer quotes without marks, or inside of a diff, are nobody's. */
static void test_trailers_of_others(void **state)
{
	struct record *rec = parse(
		HEADER, "Acked-by: Ann Example <ann@example.org>\n\n-----Original Message-----\n"
			"From: Ben\nSubject: [PATCH] x\n\nReviewed-by: Ben <ben@example.net>\n");

	(void)state;
	assert_int_equal(rec->trailers.nr, 1);
	assert_string_equal(rec->trailers.items[0].key, "Acked-by");
	record_free(rec);
	rec = parse(HEADER, "How about\n\n--- 8< ---\nfrob: better\n\n"
			    "Reviewed-by: Ben <ben@example.net>\n");
	assert_int_equal(rec->trailers.nr, 0);
	record_free(rec);
}

static void test_robots(void **state)
{
	static const struct {
		const char *header, *text, *remarks;
	} cases[] = {
		{ "From: patchwork-bot+x@kernel.org\nSubject: Re: [PATCH v2 0/2] x\n\n",
		  "Hello:\n\nThis series was applied to frob/next.git (main)\nby Ann:\n\n"
		  "Here is the summary with links:\n  - [v2,1/2] frob: one\n    "
		  "https://git.example.org/c/1\n  - [v2,2/2] frob: two\n    (no matching "
		  "commit)\n\n",
		  "applied 1..1 https://git.example.org/c/1; applied 1..-1 " },
		{ "From: patchwork-bot+x@kernel.org\nSubject: Re: [PATCH] x\n\n",
		  "This patch was applied to frob/next.git (main)\nby Ann:\n",
		  "applied 0..0 frob/next.git (main)" },
		{ "From: tip-bot2 for Ann <tip-bot2@linutronix.de>\nSubject: [tip: x86/x] frob\n\n",
		  "The following commit has been merged into the x86/x branch of tip:\n\n"
		  "Commit-ID:     0123456789abcdef\n",
		  "applied 0..0 0123456789abcdef" },
		{ "From: lkp <lkp@intel.com>\nSubject: Re: [PATCH] x\n\n",
		  "[If your patch is applied to the wrong git tree, drop us a note.\n", "" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct record *rec = parse(cases[i].header, cases[i].text);
		char *found = describe_remarks(rec);

		assert_int_equal(rec->kind, RECORD_ROBOT);
		assert_string_equal(found, cases[i].remarks);
		g_free(found);
		record_free(rec);
	}
}

static void test_pull(void **state)
{
	struct record *rec =
		parse("From: Ann <ann@example.org>\nSubject: [GIT PULL] frob for 9.1\n\n",
		      "Please pull\n\n----\nAnn Example (2):\n      frob: one\n      frob: a title "
		      "so long\n"
		      "        that it was wrapped\n\nBen (Other) (1):\n      frob: three\n\n a.c "
		      "| 2 +-\n");

	(void)state;
	assert_int_equal(rec->remarks.nr, 3);
	assert_string_equal(rec->remarks.items[0].text, "frob: one");
	assert_string_equal(rec->remarks.items[0].who, "Ann Example");
	assert_string_equal(rec->remarks.items[1].text,
			    "frob: a title so long that it was wrapped");
	assert_string_equal(rec->remarks.items[2].text, "frob: three");
	assert_string_equal(rec->remarks.items[2].who, "Ben (Other)");
	record_free(rec);
}

static void test_limit(void **state)
{
	GString *text = g_string_new("From: a@example.org\nSubject: [GIT PULL] x\n\nAnn (9):\n");
	struct record *rec;

	(void)state;
	for (int i = 0; i < MAIL_MAX_REMARKS + 5; i++)
		g_string_append_printf(text, "      frob: title %d\n", i);
	rec = parse(text->str, "");
	assert_int_equal(rec->remarks.nr, MAIL_MAX_REMARKS);
	record_free(rec);
	g_string_free(text, TRUE);
}

/* {"series": {"revision": 3, "change-id": "20250301-frob-0123456789ab", "history": {"v1":
 * ["one@example.org"], "v2": ["two@example.org"], "v3": ["three@example.org"]}}} */
#define TRACKING                                                                                   \
	"v=1;\n b=H4sIAAAAAAACA2WMSw7CMAxEr1J5TVA+lN+KeyAWKZjGEsTIqdKiKncnKjtYjUbvzcyQ"            \
	"\n UAgTHJsZBDMl4liLWzVwDT72qOhWO1htW+20UXfhTmlj3abd7vYH30FVA6WB5b28ZFPj"                  \
	"\n DBzxhJN/vh64ZunhUrVsFzSM/I/cFwXBn10p5QPpcMtJpgAAAA=="

static void test_tracking(void **state)
{
	static const char header[] = "From: Ann <ann@example.org>\nSubject: [PATCH v3 0/2] x\n"
				     "X-B4-Tracking: " TRACKING "\n\n";
	struct record *rec = parse(header, "Text\n");

	(void)state;
	assert_string_equal(rec->posted->change_id, "20250301-frob-0123456789ab");
	assert_int_equal(rec->nr_links, 2);
	assert_int_equal(rec->posted->links[0].version, 1);
	assert_string_equal(rec->posted->links[0].message_id, "one@example.org");
	assert_string_equal(rec->posted->links[1].message_id, "two@example.org");
	record_free(rec);
	rec = parse("Subject: [PATCH v3 0/2] x\nX-B4-Tracking: v=1; b=H4sIAAAA!!\n\n", "Text\n");
	assert_string_equal(rec->posted->change_id, "");
	record_free(rec);
	rec = parse(header, "Text\n\n---\nchange-id: 20240101-other\n");
	assert_string_equal(rec->posted->change_id, "20240101-other");
	record_free(rec);
}

/* So many letters of it are read: behind what is packed there may be anything. */
static void test_long_tracking(void **state)
{
	static const char start[] = "Subject: [PATCH v3 0/2] x\nX-B4-Tracking: " TRACKING;

	(void)state;
	for (int more = 0; more < 2; more++) {
		GString *header = g_string_new_len(start, strlen(start) - strlen("=="));
		size_t before = (size_t)(strstr(start, "b=") + strlen("b=") - start);
		struct record *rec;

		while (header->len < before + 65536 + (size_t)more)
			g_string_append_c(header, 'A');
		g_string_append(header, "\n\n");
		rec = parse(header->str, "Text\n");
		assert_string_equal(rec->posted->change_id,
				    more ? "" : "20250301-frob-0123456789ab");
		record_free(rec);
		g_string_free(header, TRUE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_applied),	 cmocka_unit_test(test_withdrawn_and_nack),
		cmocka_unit_test(test_scope),	 cmocka_unit_test(test_words),
		cmocka_unit_test(test_robots),	 cmocka_unit_test(test_trailers_of_others),
		cmocka_unit_test(test_pull),	 cmocka_unit_test(test_limit),
		cmocka_unit_test(test_tracking), cmocka_unit_test(test_promises),
		cmocka_unit_test(test_agrees),	 cmocka_unit_test(test_long_tracking),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
