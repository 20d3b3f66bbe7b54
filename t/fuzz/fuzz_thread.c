/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Threads of made mails: series, topics, talks and states. The input is six bytes a mail: sender
 * and subject, what it answers, number, total and version, hours since the one before, what it
 * says. Odd bytes left over ask for topics of one author.
 */
#include "fuzz.h"

#include <string.h>
#include "series/catalogue.h"
#include "series/tags.h"
#include "series/trust.h"
#include "text/each.h"

#define BYTES_A_MAIL 6
#define MAX_MAILS 120

static const char *const senders[] = {
	"Ada <ada@example.org>",
	"Ben <ben@example.net>",
	"Ada <ada@example.com>",
	"Cem <maintainer@example.net>",
	"kernel test robot <lkp@intel.com>",
	"=?utf-8?q?=E2=80=AE?= <>",
	"Ada via list <list@example.org>",
	"ADA <ADA@EXAMPLE.ORG>",
};
static const char *const titles[] = {
	"KVM: one thing",
	"KVM: one  thing",
	"KVM: two",
	"x86: a longer title of four words",
	"",
	"[GIT PULL] KVM fixes",
	"KVM: arm64: vgic: \342\200\256 turn",
	"Revert \"KVM: one thing\"",
};
/* What a mail says: two bits of its number name one of these, each half of its last byte a row. */
static const char *const words[][16] = {
	{
		"Why?\n",
		"Reviewed-by: Ben <ben@example.net>\n",
		"Acked-by: Cem <maintainer@example.net>\nTested-by: Ben <ben@example.net>\n",
		"Applied, thanks!\n",
		("Applied patches 1-2 to kvm/next, thanks!\n\n[1/2] KVM: one thing\n      commit: "
		 "0123456789ab\n"),
		"Please drop this series, I will resend.\n",
		"Nacked-by: Ben <ben@example.net>\n",
		"For patches 1 and 3:\nReviewed-by: Ben <ben@example.net>\n",
		"change-id: 20250101-one-thing-0123456789ab\n",
		"Link: https://lore.kernel.org/r/m%d@example.org\n",
		"v1: https://lore.kernel.org/all/m%d@example.org/\n",
		"Superseded by v3.\n",
		"Ada (2):\n      KVM: one thing\n      KVM: two\n\n a.c | 2 +-\n",
		"Fixes: 0123456789ab (\"KVM: one thing\")\n",
		"> Reviewed-by: Ben <ben@example.net>\n\nNo, that is wrong. Will you look at it "
		"again?\n",
		"",
	},
	{
		"Reviewed-by: Ben <ben@example.net> # KVM\n",
		"Acked-by: Cem <maintainer@example.net> (for the vgic part)\n",
		"For the x86 bits:\n\nTested-by: Ben <ben@example.net>\n",
		"I take back my Reviewed-by.\n",
		"Signed-off-by: Ben <ben@example.net>\n",
		"Co-developed-by: Ben <ben@example.net>\nSigned-off-by: Ben <ben@example.net>\n",
		"Obsoleted-by: https://lore.kernel.org/r/m%d@example.org\n",
		"This replaces https://lore.kernel.org/r/m%d@example.org\n",
		"Changes since v1:\n - rebased\n",
		"Queued, thanks.\n",
		"Reverted, it breaks the build.\n",
		"Rebased on kvm/next, will send v2.\n",
		"Reported-by: Ben <ben@example.net>\nCloses: https://example.net/1\n",
		"Tested-by: Ben <ben@example.net>, Cem <maintainer@example.net>\n",
		"Reviewed-by: Ada <ada@example.org>\n",
		"Friendly ping.\n",
	},
	{
		"For the series:\nReviewed-by: Ben <ben@example.net>\n",
		"For patches 2-3:\nAcked-by: Cem <maintainer@example.net>\n",
		"With that fixed:\n\nReviewed-by: Ben <ben@example.net>\n",
		"Patch 2 is fine. What about patch 3?\n",
		"I applied patch 1, please resend the rest.\n",
		"You are right, I will fix it.\n",
		"No, thanks.\n",
		"Dropped from kvm/queue.\n",
		"This depends on https://lore.kernel.org/r/m%d@example.org\n",
		"Sorry, ignore this, see m%d@example.org.\n",
		"Nacked-by: Cem <maintainer@example.net>\n",
		"I withdraw my NAK.\n",
		"base-commit: 0123456789abcdef0123456789abcdef01234567\n",
		"Merged, in linux-next as 0123456789ab.\n",
		"Ben, can you look at this?\n",
		"On Mon, Ada wrote:\n> Why?\nBecause.\n",
	},
};

static struct record *parse_mail(const uint8_t *in, unsigned number)
{
	unsigned up = in[1] % 16, version = in[3] >> 6, total = in[3] & 7u;
	const char *const *said = words[(in[2] >> 4 & 3u) % G_N_ELEMENTS(words)];
	GString *raw = g_string_new(NULL);
	struct record *record;

	g_string_append_printf(
		raw,
		"From: %s\nMessage-ID: <m%u@example.org>\nDate: Mon, 3 Mar 2025 12:00:00 +0000\n",
		senders[in[0] & 7], number);
	if (up)
		g_string_append_printf(raw, "In-Reply-To: <m%u@example.org>\n",
				       up > number ? number : number - up);
	if (in[1] & 16)
		g_string_append_printf(raw, "References: <m%u@example.org> <m0@example.org>\n",
				       (number + 3u) % MAX_MAILS);
	g_string_append(raw, "Subject: ");
	if (in[1] & 32)
		g_string_append(raw, "Re: ");
	if (in[1] & 64)
		g_string_append(raw, in[1] & 128 ? "[RFC PATCH" : "[PATCH");
	if (in[1] & 64 && version)
		g_string_append_printf(raw, " v%u%s", version, in[2] & 128 ? ".1" : "");
	if (in[1] & 64 && total)
		g_string_append_printf(raw, " %u/%u", in[2] & 15u, in[2] & 64 ? 100000u : total);
	g_string_append_printf(raw, "%s %s\n\n", in[1] & 64 ? "]" : "", titles[(in[0] >> 3) & 7]);
	for (int i = 0; i < 2; i++)
		g_string_append_printf(raw, said[in[5] >> (4 * i) & 15], in[4] % MAX_MAILS);
	if (in[0] & 64)
		g_string_append(raw, "Signed-off-by: Ada <ada@example.org>\n---\n a.c | 1 +\n"
				     " 1 file changed, 1 insertion(+)\n\ndiff --git a/a.c b/a.c\n"
				     "--- a/a.c\n+++ b/a.c\n@@ -1 +1,2 @@\n a\n+b\n");
	record = record_parse(slice_of(raw->str, raw->len), NULL);
	check(record);
	g_string_free(raw, TRUE);
	return record;
}

/*
 * Most mails of an input were in the one that it was made of, and other targets parse mails: so
 * each is parsed once, and what comes back shares its texts, as what comes out of an index does.
 */
#define MAX_PARSED 20000

struct parsed {
	guint64 key;
	struct record *record;
};

static GHashTable *parsed; /* of struct parsed, by its key */

static void parsed_free(void *data)
{
	record_free(((struct parsed *)data)->record);
	g_free(data);
}

/* Between two inputs. */
static void bound_parsed(void)
{
	if (!parsed)
		parsed = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, parsed_free);
	if (g_hash_table_size(parsed) > MAX_PARSED)
		g_hash_table_remove_all(parsed);
}

static struct record *make_mail(const uint8_t *in, unsigned number, int64_t when)
{
	guint64 key = (in[0] & 127u) | (guint64)in[1] << 8 | (guint64)in[2] << 16 |
		      (guint64)in[3] << 24 | (guint64)in[4] % MAX_MAILS << 32 |
		      (guint64)in[5] << 40 | (guint64)number << 48;
	struct parsed *found = g_hash_table_lookup(parsed, &key);
	struct record *record;

	if (!found) {
		found = g_new(struct parsed, 1);
		*found = (struct parsed){ key, parse_mail(in, number) };
		g_hash_table_add(parsed, found);
	}
	record = g_memdup2(found->record, sizeof(*record));
	record->pool = (struct pool)POOL_INIT;
	record->archived = when;
	record->date = in[0] & 128 ? when + ((int64_t)in[4] - 128) * 86400 * 365 : when;
	return record;
}

/* Every posting is in one series, every series in one topic. */
static void count(GHashTable *seen, const void *thing)
{
	check(g_hash_table_add(seen, (void *)thing));
}

static void check_series(GHashTable *seen, const struct series *series)
{
	GArray *gaps = series_gaps(series);
	int64_t missing = 0;

	if (series->cover)
		count(seen, series->cover);
	for (guint i = 0; i < series->patches->len; i++)
		count(seen, series->patches->pdata[i]);
	for (guint i = 0; i < gaps->len; i++) {
		const struct series_gap *gap = &g_array_index(gaps, struct series_gap, i);

		check(gap->first >= 1 && gap->last >= gap->first && gap->last <= series->total);
		missing += gap->last - gap->first + 1;
	}
	check(missing + series_present(series) == series->total);
	g_array_unref(gaps);
}

/* What was left out is told: "; 3 of 4 patches". */
static void check_part(const char *reason, int applied)
{
	g_autofree char *part = g_strdup_printf("; %d of ", applied);

	check(applied && strstr(reason, part) && g_str_has_suffix(reason, " patches"));
}

static void check_verdict(const struct catalogue *all, const struct topic *topic,
			  const struct series *series)
{
	struct verdict verdict;

	catalogue_judge(all, topic, series, &verdict);
	check(verdict.state < STATE_NR);
	check(verdict.applied >= 0 && verdict.applied <= MAX(verdict.total, 0));
	check_text(verdict.reason);
	check(*verdict.reason);
	if (verdict.state == STATE_APPLIED && verdict.applied != verdict.total)
		check_part(verdict.reason, verdict.applied);
	verdict_release(&verdict);
}

static void check_talk(GHashTable *seen, const struct talk *talk)
{
	check(talk);
	for (guint i = 0; i < talk->mails->len; i++)
		count(seen, g_array_index(talk->mails, struct talk_mail, i).record);
	for (guint i = 0; i < talk->patches->len; i++) {
		GArray *tags = talk_new_tags(talk, (int)i, true);

		g_array_unref(tags);
	}
}

static bool same_title(const struct record *older, const struct record *newer, void *data)
{
	(void)data;
	return !strcmp(older->subject.title, newer->subject.title);
}

/* What goes into no commit is told for one reason; and what became of tags in the next version. */
static void check_tags(const struct talk *talk, const struct talk *newer)
{
	g_autoptr(GArray) left = tags_left(talk), doubted = talk_doubted_tags(talk);

	array_each (const struct given_tag, tag, doubted)
		array_each (const struct left_tag, one, left)
			check(one->tag->mail != tag->mail || one->tag->value != tag->value);
	if (newer) {
		g_autoptr(GArray) fates = tags_compare(talk, newer, same_title, NULL);

		array_each (const struct tag_history, one, fates)
			check(*tag_fate_name(one->fate) && (one->newer || one->fate == TAG_GONE));
	}
}

/* What is named stays, and the others are told apart from it. */
static void check_trust(struct topic *topic)
{
	const struct series *named = topic->series->pdata[0];
	guint all = topic->series->len;

	trust_keep_author(topic, named);
	check(g_ptr_array_find(topic->series, named, NULL));
	check(topic->latest == topic->series->pdata[topic->series->len - 1]);
	check(topic->series->len + topic->others->len == all);
}

static void check_link(const struct topic *topic, const struct topic_link *link)
{
	check(g_ptr_array_find(topic->series, link->older, NULL));
	check(g_ptr_array_find(topic->series, link->newer, NULL));
	check(link->older != link->newer && link->confidence >= 0 && link->confidence <= 100);
	check_text(link->why);
}

static void check_topics(const struct catalogue *all, bool by_author)
{
	GHashTable *series = g_hash_table_new(NULL, NULL), *talks = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < all->topics->len; i++) {
		const struct topic *topic = all->topics->pdata[i];

		check(topic->series->len &&
		      topic->latest == topic->series->pdata[topic->series->len - 1]);
		for (guint k = 0; k < topic->series->len; k++) {
			const struct series *one = topic->series->pdata[k];

			count(series, one);
			check_talk(talks, talks_of(all->talks, one));
			check_verdict(all, topic, one);
			check_tags(talks_of(all->talks, one),
				   k + 1 < topic->series->len
					   ? talks_of(all->talks, topic->series->pdata[k + 1])
					   : NULL);
		}
		/* What tied two of an author's may have been another's, and is in another topic. */
		check(by_author || topic->links->len >= topic->series->len - 1);
		for (guint k = 0; k < topic->links->len; k++)
			check_link(topic, topic->links->pdata[k]);
	}
	check(g_hash_table_size(series) == all->series->len);
	g_hash_table_unref(series);
	g_hash_table_unref(talks);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct record *records[MAX_MAILS];
	struct catalogue *all = catalogue_new();
	GHashTable *seen = g_hash_table_new(NULL, NULL);
	int64_t when = 1741000000;
	unsigned nr = 0;
	bool by_author = size % 2;

	bound_parsed();
	for (; size >= BYTES_A_MAIL && nr < MAX_MAILS; data += BYTES_A_MAIL, size -= BYTES_A_MAIL) {
		when += (int64_t)data[4] * 600;
		records[nr] = make_mail(data, nr, when);
		nr++;
	}
	while (nr)
		catalogue_add(all, records[--nr]);
	catalogue_finish(all, &(struct catalogue_options){ .by_author = by_author });
	for (guint i = 0; i < all->series->len; i++)
		check_series(seen, all->series->pdata[i]);
	check(g_hash_table_size(seen) == all->postings->len);
	check_topics(all, by_author);
	pointers_each (struct topic, topic, all->topics)
		check_trust(topic);
	g_hash_table_unref(seen);
	catalogue_free(all);
	return 0;
}
