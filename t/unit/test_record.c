/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "mime/limits.h"
#include "record/record.h"

#define FROM "From: Ann Example <ann@example.org>\n"
#define DIFF                                                                                       \
	"---\n a.c | 1 +\n 1 file changed, 1 insertion(+)\n\n"                                     \
	"diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1 +1,2 @@\n x\n+y\n"

static struct record *parse(const char *raw)
{
	struct record *rec = record_parse(slice_str(raw), NULL);

	assert_non_null(rec);
	return rec;
}

/* What such a mail has in brackets is its prefix. */
static void test_sent_by_git(void **state)
{
	struct record *rec = parse("X-Mailer: git-send-email 2.43.0\n" FROM
				   "Subject: [net-next][foo] x: [y] z\n\nText\n" DIFF);

	(void)state;
	assert_string_equal(rec->subject.title, "x: [y] z");
	assert_string_equal(rec->subject.prefix, "[net-next][foo]");
	assert_string_equal(rec->subject.tags, "net-next foo");
	assert_int_equal(rec->subject.version, 1);
	record_free(rec);
}

static void test_kinds(void **state)
{
	static const struct {
		const char *from, *subject, *text;
		enum record_kind kind;
	} cases[] = {
		{ FROM, "[PATCH 0/2] x", "Text\n", RECORD_COVER },
		{ FROM, "[PATCH v3 00/19] x", "Text\n", RECORD_COVER },
		{ FROM, "[RFC 0/2] x", "Text\n", RECORD_COVER },
		{ FROM, "[PATCH] x", "Text\n" DIFF, RECORD_PATCH },
		{ FROM, "[PATCH] x", "No diff, but it says so\n", RECORD_PATCH },
		{ FROM, "[RFC v2 3/5] x", "Text\n" DIFF, RECORD_PATCH },
		{ FROM, "[v2 6/6] x", "Text\n" DIFF, RECORD_PATCH },
		{ FROM, "[RFC] x", "A discussion\n", RECORD_OTHER },
		{ FROM, "Re: [PATCH] x", "Fine\n", RECORD_REPLY },
		{ FROM, "AW: [PATCH] x", "Fine\n", RECORD_REPLY },
		{ FROM, "Re: [PATCH] x", "Or so:\n" DIFF, RECORD_FOLLOWUP },
		{ FROM, "Re: [PATCH] x", "> diff --git a/a.c b/a.c\n> --- a/a.c\n> +++ b/a.c\n",
		  RECORD_REPLY },
		{ FROM, "[GIT PULL] x", "Text\n", RECORD_PULL },
		{ FROM, "[PULL kvm-unit-tests 3/9] x", "Text\n" DIFF, RECORD_PULL },
		{ FROM, "[net-next] x", "Text\n" DIFF, RECORD_OTHER },
		{ "X-Mailer: git-send-email 2.43.0\n" FROM, "[net-next] x", "Text\n" DIFF,
		  RECORD_PATCH },
		{ "X-Mailer: git-send-email 2.43.0\n" FROM, "[net-next] x", "Text\n",
		  RECORD_OTHER },
		{ "X-Mailer: git-send-email 2.43.0\n" FROM, "FAILED: patch x", "Text\n" DIFF,
		  RECORD_OTHER },
		{ "X-Mailer: git-send-email 2.43.0\n" FROM, "Re: [net-next] x", "Text\n" DIFF,
		  RECORD_FOLLOWUP },
		{ "X-Mailer: git-send-email 2.43.0\n" FROM, "[tip: x86/urgent] x", "Text\n" DIFF,
		  RECORD_OTHER },
		{ FROM, "PATCH: x", "Text\n" DIFF, RECORD_PATCH },
		{ FROM, "PATCH: x", "Text\n", RECORD_OTHER },
		{ FROM, "[ANNOUNCE] x", "Text\n", RECORD_OTHER },
		{ FROM, "[tree:branch 1/2] x", "Text\n" DIFF, RECORD_OTHER },
		{ FROM, "Fwd: [PATCH] x", "Text\n", RECORD_OTHER },
		{ FROM, "A question", "Text\n", RECORD_OTHER },
		{ FROM, "Reserving memory (was: [PATCH v3 04/11] x)", "Text\n", RECORD_OTHER },
		{ "From: kernel test robot <lkp@intel.com>\n", "Re: [PATCH] x", "Broken\n",
		  RECORD_ROBOT },
		{ "From: kernel test robot <lkp@intel.com>\n", "[PATCH] x: fix it", "Text\n" DIFF,
		  RECORD_PATCH },
		{ "From: syzbot <syzbot+0123@syzkaller.appspotmail.com>\n", "[syzbot] bug",
		  "Text\n", RECORD_ROBOT },
		{ "Auto-Submitted: auto-generated\n" FROM, "Applied", "Text\n", RECORD_ROBOT },
		{ "Auto-Submitted: no\n" FROM, "Applied", "Text\n", RECORD_OTHER },
		{ FROM, "Automatic reply: [PATCH] x", "Text\n", RECORD_ROBOT },
		{ FROM, "Automatic replies [PATCH] x", "Text\n", RECORD_OTHER },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *raw = g_strdup_printf("%sSubject: %s\n\n%s", cases[i].from, cases[i].subject,
					    cases[i].text);
		struct record *rec = parse(raw);

		if (rec->kind != cases[i].kind)
			fail_msg("%s is %s, not %s", cases[i].subject, record_kind_name(rec->kind),
				 record_kind_name(cases[i].kind));
		record_free(rec);
		g_free(raw);
	}
}

static void test_posting(void **state)
{
	struct record *rec =
		parse(FROM "Date: Fri, 06 Jan 2023 12:16:15 +0530\nMessage-ID: <one@example.org>\n"
			   "In-Reply-To: <zero@example.org>\nReferences: <minus@example.org>\n"
			   " <zero@example.org>\nList-Id: The list <kvm.lists.example.org>\n"
			   "To: \"Okoro, Ben\" <ben@example.net>,\n cy@example.com\n"
			   "Cc: list@example.org\n"
			   "Subject: [PATCH net-next v5.1 2/3]\n A title\n\n"
			   "From: Zo=?utf-8?q?=C3=AB?= Other <zoe@example.com>\n\nWhy.\n\n"
			   "Reviewed-by: Ben <ben@example.net>\n"
			   "Signed-off-by: Ann Example <ann@example.org>\n" DIFF
			   "base-commit: 0123456789012345678901234567890123456789\n"
			   "change-id: 20230106-work-abcdef\n-- \n2.39.5\n");

	(void)state;
	assert_string_equal(rec->message_id, "one@example.org");
	assert_string_equal(rec->in_reply_to, "zero@example.org");
	assert_string_equal(rec->references[0], "minus@example.org");
	assert_string_equal(rec->references[1], "zero@example.org");
	assert_null(rec->references[2]);
	assert_string_equal(rec->posted->recipients[0], "ben@example.net");
	assert_string_equal(rec->posted->recipients[1], "cy@example.com");
	assert_string_equal(rec->posted->recipients[2], "list@example.org");
	assert_null(rec->posted->recipients[3]);
	assert_string_equal(rec->people->list_id, "kvm.lists.example.org");
	assert_string_equal(rec->people->sender.name, "Ann Example");
	assert_string_equal(rec->people->author.name, "Zoë Other");
	assert_string_equal(rec->people->author.email, "zoe@example.com");
	assert_int_equal(rec->date, 1672987575);
	assert_int_equal(rec->zone, 330);
	assert_string_equal(rec->subject.title, "A title");
	assert_int_equal(rec->subject.version, 5);
	assert_int_equal(rec->subject.revision, 1);
	assert_int_equal(rec->posted->diffstat.files, 1);
	assert_int_equal(rec->posted->diffstat.insertions, 1);
	assert_string_equal(rec->posted->diffstat.paths[0], "a.c");
	assert_int_equal(rec->trailers.nr, 2);
	assert_string_equal(rec->trailers.items[0].person.email, "ben@example.net");
	assert_string_equal(rec->posted->change_id, "20230106-work-abcdef");
	assert_string_equal(rec->posted->base_commit, "0123456789012345678901234567890123456789");
	assert_int_equal(rec->oddities, 0);
	record_free(rec);
}

static void test_relayed_sender(void **state)
{
	struct record *rec =
		parse("From: Ann Example via B4 Relay <devnull+ann.example.org@kernel.org>\n"
		      "Reply-To: ann@example.org\nSubject: [PATCH] x\n\nText\n" DIFF);

	(void)state;
	assert_string_equal(rec->people->author.name, "Ann Example");
	assert_string_equal(rec->people->author.email, "ann@example.org");
	record_free(rec);
}

/* Of words and an attached patch mail, the patch mail is what counts. */
static void test_attached(void **state)
{
	struct record *rec = parse(
		FROM "Subject: [PATCH] x\nMIME-Version: 1.0\n"
		     "Content-Type: multipart/mixed; boundary=cut\n\n"
		     "--cut\n\nHello,\n\nhere it is.\n\nv1: words\n"
		     "--cut\nContent-Type: text/x-patch; name=a.patch\n\n"
		     "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n"
		     "From: Ben Other <ben@example.net>\nSubject: [PATCH] x\n\nWhy.\n\n"
		     "Signed-off-by: Ben Other <ben@example.net>\n" DIFF "--cut--\n");

	(void)state;
	assert_int_equal(rec->kind, RECORD_PATCH);
	assert_string_equal(rec->people->author.email, "ben@example.net");
	assert_int_equal(rec->trailers.nr, 1);
	assert_int_equal(rec->posted->diffstat.files, 1);
	record_free(rec);
}

/* A mail with nothing in it is a mail, and every string of its record can be read. */
static void test_bare(void **state)
{
	struct record *rec = parse("X-Nothing: here\n\n");

	(void)state;
	assert_int_equal(rec->kind, RECORD_OTHER);
	assert_string_equal(rec->message_id, "");
	assert_string_equal(rec->in_reply_to, "");
	assert_null(rec->references[0]);
	assert_string_equal(rec->people->sender.email, "");
	assert_string_equal(rec->people->author.name, "");
	assert_string_equal(rec->subject.head, "");
	assert_string_equal(rec->subject.title, "");
	assert_string_equal(rec->people->list_id, "");
	assert_string_equal(rec->posted->change_id, "");
	assert_null(rec->posted->diffstat.paths[0]);
	assert_int_equal(rec->oddities, RECORD_NO_SUBJECT | RECORD_NO_DATE | RECORD_NO_MESSAGE_ID);
	record_free(rec);
}

static void test_limits(void **state)
{
	GString *raw = g_string_new("Subject: x\nX-Long: ");
	GString *ids = g_string_new("Subject: x\nReferences:");
	GError *error = NULL;
	struct record *rec;
	size_t nr = 0;

	(void)state;
	while (raw->len <= MAIL_MAX_HEADER)
		g_string_append(raw, "0123456789abcdef0123456789abcdef");
	assert_null(record_parse(slice_of(raw->str, raw->len), &error));
	assert_non_null(error);
	g_error_free(error);
	g_string_free(raw, TRUE);
	assert_null(record_parse(slice_of("", 0), NULL));

	for (int i = 0; i < MAIL_MAX_REFERENCES + 5; i++)
		g_string_append_printf(ids, "\n <%d@example.org>", i);
	g_string_append(ids, "\n\nText\n");
	rec = parse(ids->str);
	while (rec->references[nr])
		nr++;
	assert_int_equal(nr, MAIL_MAX_REFERENCES);
	assert_string_equal(rec->references[0], "5@example.org");
	record_free(rec);
	g_string_free(ids, TRUE);
}

/* What answers a mail need not say "Re:" where it has no diff: a cover letter where it quotes, or
 * gives a tag. */
static void test_unmarked_replies(void **state)
{
#define ANSWERS "In-Reply-To: <a@example.org>\n"
	static const struct {
		const char *fields, *subject, *text;
		enum record_kind kind;
	} cases[] = {
		{ ANSWERS FROM, "[PATCH] x", "Fine\n", RECORD_REPLY },
		{ "References: <a@example.org>\n" FROM, "[PATCH] x", "Fine\n", RECORD_REPLY },
		{ FROM, "[PATCH] x", "Fine\n", RECORD_PATCH },
		{ ANSWERS FROM, "[PATCH] x", "Text\n" DIFF, RECORD_PATCH },
		{ ANSWERS FROM, "[PATCH] x",
		  "Text\n---\n a.c | 1 +\n 1 file changed, 1 insertion(+)\n", RECORD_PATCH },
		{ ANSWERS FROM, "[PATCH 0/2] x", "Fine\n", RECORD_COVER },
		{ ANSWERS FROM, "[PATCH 0/2] x", "> Text\nFine\n", RECORD_REPLY },
		{ ANSWERS FROM, "[PATCH 0/2] x", "\n> Text\n", RECORD_REPLY },
		{ FROM, "[PATCH 0/2] x", "> Text\nFine\n", RECORD_COVER },
		{ ANSWERS FROM, "[PATCH 0/2] x", "Fine\n> Text\n", RECORD_COVER },
		{ ANSWERS FROM, "[PATCH 0/2] x", "-- \n> Text\n", RECORD_COVER },
		{ ANSWERS FROM, "[PATCH 0/2] x", "Reviewed-by: Ann Example <ann@example.org>\n",
		  RECORD_REPLY },
		{ ANSWERS FROM, "[PATCH 0/2] x", "Acked-by: Ann Example <ANN@example.org>\n",
		  RECORD_REPLY },
		{ ANSWERS FROM, "[PATCH 0/2] x",
		  "Cc: Ben Other <ben@example.org>\nNacked-by: Ann Example <ann@example.org>\n",
		  RECORD_REPLY },
		{ ANSWERS FROM, "[PATCH 0/2] x", "Reviewed-by: Ben Other <ben@example.org>\n",
		  RECORD_COVER },
		{ ANSWERS FROM, "[PATCH 0/2] x", "Signed-off-by: Ann Example <ann@example.org>\n",
		  RECORD_COVER },
		{ ANSWERS "From: Ann Example\n", "[PATCH 0/2] x", "Reviewed-by: Ann Example\n",
		  RECORD_COVER },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *raw = g_strdup_printf("%sSubject: %s\n\n%s", cases[i].fields,
					    cases[i].subject, cases[i].text);
		struct record *rec = parse(raw);

		if (rec->kind != cases[i].kind)
			fail_msg("%s: %s", raw, record_kind_name(rec->kind));
		record_free(rec);
		g_free(raw);
	}
}

#define QUILT "User-Agent: quilt/0.68\n"
#define UPSTREAM "commit 0123456789ab upstream.\n"

/* What scripts send round for stable trees, and what names the commit that it is of. */
static void test_stable(void **state)
{
	static const struct {
		const char *fields, *subject, *text;
		unsigned oddities;
	} rows[] = {
		{ "", "[PATCH 6.1] x", "Text.\n", 0 },
		{ "", "[PATCH AUTOSEL 6.1 1/2] x", "Text.\n", RECORD_STABLE_COPY },
		{ "", "[PATCH MANUALSEL 6.1] x", "Text.\n", RECORD_STABLE_COPY },
		{ "X-stable: review\n", "[PATCH 6.1] x", "Text.\n", RECORD_STABLE_COPY },
		{ "X-stable-base: 6.1\n", "[PATCH 6.1] x", "Text.\n", RECORD_STABLE_COPY },
		{ "", "[PATCH] x", "6.1-stable review patch.  Speak up.\n", RECORD_STABLE_COPY },
		{ "", "[PATCH] x", "-stable review patch.  Speak up.\n", 0 },
		{ "", "[PATCH] x", "v6.1-stable review patch.  Speak up.\n", 0 },
		{ "", "[PATCH 6.1] x", UPSTREAM, RECORD_BACKPORT },
		{ "", "[PATCH 6.1] x", "  " UPSTREAM, RECORD_BACKPORT },
		{ "", "[PATCH 6.1] x", "Upstream commit 01234567\n", RECORD_BACKPORT },
		{ "", "[PATCH 6.1] x", "[ Upstream commit 01234567 ]\n", RECORD_BACKPORT },
		{ "", "[PATCH 6.1] x", "Upstream commit 0123456\n", 0 },
		{ "", "[PATCH 6.1] x", "commit 01234567 was wrong\n", 0 },
		{ "", "[PATCH 6.1] x", "Upstream says 01234567\n", 0 },
		{ "", "[PATCH 6.1] x", "The commit 01234567 upstream\n", 0 },
		{ QUILT, "[PATCH 6.1 01/20] x", UPSTREAM, RECORD_STABLE_COPY | RECORD_BACKPORT },
		{ QUILT, "[PATCH 6.1 2/2] x", UPSTREAM, RECORD_STABLE_COPY | RECORD_BACKPORT },
		{ QUILT, "[PATCH 6.1 1/1] x", UPSTREAM, RECORD_BACKPORT },
		{ QUILT, "[PATCH 6.1 01/20] x", "Text.\n", 0 },
		{ "", "[PATCH 6.1 01/20] x", UPSTREAM, RECORD_BACKPORT },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char *raw = g_strdup_printf(FROM "%sSubject: %s\n\n%s" DIFF, rows[i].fields,
					    rows[i].subject, rows[i].text);
		struct record *rec = parse(raw);

		if ((rec->oddities & (RECORD_STABLE_COPY | RECORD_BACKPORT)) != rows[i].oddities)
			fail_msg("%s: %x", raw, rec->oddities);
		record_free(rec);
		g_free(raw);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),	cmocka_unit_test(test_unmarked_replies),
		cmocka_unit_test(test_posting), cmocka_unit_test(test_relayed_sender),
		cmocka_unit_test(test_bare),	cmocka_unit_test(test_attached),
		cmocka_unit_test(test_limits),	cmocka_unit_test(test_sent_by_git),
		cmocka_unit_test(test_stable),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
