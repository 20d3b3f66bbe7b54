/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/link.h"

#include <stdlib.h>
#include "text/hash.h"
#include "text/plural.h"

#define DAY ((int64_t)24 * 60 * 60)

/* Nobody takes up work again without a version number after this time, or with one after that. */
#define REPOST_DAYS 200
#define VERSION_DAYS 800

/* What was sent together is other work: a new version under another title takes longer to write. */
#define AT_ONCE_SECONDS ((int64_t)2 * 60)

/* How much of the work must be the same: percent of the smaller one's patches. */
#define MOST 50
#define NEARLY_ALL 80

/* What a series that grew out of a smaller one has of it at least, and when. */
#define GROWTH 30
#define GROWTH_DAYS 90

#define NEXT_DAYS 60

/* What a tree has collected under the same title as the last time comes so many days later. */
#define COLLECTION_DAYS 3

/* From one merge window on, patches are for the next kernel. */
#define NEXT_RELEASE_DAYS 7

#define PART_DAYS 30

#define BUG_DAYS 90

/* How long the same files speak for the same work; the more of them, or of versions, the longer. */
#define SAME_FILES_DAYS 21
#define MANY_FILES 8
#define MANY_FILES_DAYS 60

/* A shorter title without its subsystem may be that of anything. */
#define MIN_WORDS 3

/* Changed lines that say little, or much, about which patch it is. */
#define FEW_LINES 2
#define MANY_LINES 20

/* How alike titles must be that are not equal. */
#define SIMILAR 50

/* What the verdict on two series hangs on. */
struct look {
	const struct node *older, *newer;
	int step;   /* of the version: 1 from v2 to v3 */
	bool first; /* an RFC became a patch: numbers may begin again */
	bool again; /* RESEND */
	bool reply;
	int64_t days;
	int share; /* equal titles of patches, percent of those of the smaller one */
	int older_share, newer_share; /* the same, percent of the one's and the other's */
	guint common;
	int paths; /* percent of files, -1 for unknown */
	bool same_title;
	bool at_once; /* sent within two minutes */
};

static bool is_rfc(const struct node *node)
{
	return node->series->leader->subject.flags & SUBJECT_RFC;
}

static bool is_same(uint64_t a, uint64_t b)
{
	return a && a == b;
}

static bool same_person(const struct node *a, const struct node *b)
{
	return is_same(a->author, b->author) || is_same(a->name, b->name) ||
	       is_same(a->sender, b->sender);
}

/* Whether the newer series holds patches of the older one's author, or his Signed-off-by. */
static bool keeps_author(const struct node *older, const struct node *newer)
{
	const GPtrArray *patches = newer->series->patches;

	for (guint i = 0; i < patches->len && i < 64; i++) {
		const struct record *rec = patches->pdata[i];

		if (is_same(text_hash_folded(rec->people->author.email), older->author))
			return true;
		for (size_t j = 0; j < rec->trailers.nr; j++)
			if (!g_ascii_strcasecmp(rec->trailers.items[j].key, "Signed-off-by") &&
			    is_same(text_hash_folded(rec->trailers.items[j].person.email),
				    older->author))
				return true;
	}
	return false;
}

/* The files of the leaders: covers have those of all patches, where they have a diffstat. */
static int compare_paths(const struct series *a, const struct series *b)
{
	return paths_similarity(&a->leader->posted->diffstat, &b->leader->posted->diffstat);
}

static void look_at(const struct comparison *comparison, struct look *look)
{
	const struct node *older = comparison->older, *newer = comparison->newer;
	guint least = MIN(older->nr, newer->nr);

	*look = (struct look){ .older = older, .newer = newer, .reply = comparison->reply };
	look->step = newer->series->version - older->series->version;
	if (!look->step && newer->series->revision > older->series->revision)
		look->step = 1;
	look->first = is_rfc(older) && !is_rfc(newer);
	look->again = newer->series->leader->subject.flags & SUBJECT_RESEND;
	look->days = (newer->date - older->date) / DAY;
	look->at_once = newer->date - older->date < AT_ONCE_SECONDS;
	look->common = comparison->common;
	look->share = least ? (int)(100 * comparison->common / least) : 0;
	look->older_share = older->nr ? (int)(100 * comparison->common / older->nr) : 0;
	look->newer_share = newer->nr ? (int)(100 * comparison->common / newer->nr) : 0;
	look->same_title = older->whole == newer->whole && is_same(older->title, newer->title);
	look->paths = compare_paths(older->series, newer->series);
}

/* What missed one kernel goes on for the next; what is for several at once is a backport to each.
 */
static bool are_other_releases(const struct look *look)
{
	unsigned older = look->older->release, newer = look->newer->release;

	if (!older || !newer || older == newer)
		return false;
	return look->days < NEXT_RELEASE_DAYS || newer < older ||
	       (newer / RELEASE_MAJOR == older / RELEASE_MAJOR
			? newer > older + 2
			: newer / RELEASE_MAJOR > older / RELEASE_MAJOR + 1 ||
				  newer % RELEASE_MAJOR > 1);
}

/* What no title can make good. */
static bool is_out_of_question(const struct look *look)
{
	if (look->older->branch != look->newer->branch || look->days > VERSION_DAYS ||
	    are_other_releases(look))
		return true;
	/* Who begins a new work gives it a new change-id, however equal the words are. */
	if (look->step <= 0 && look->older->change_id && look->newer->change_id)
		return true;
	/* A program beside the kernel has its own work of the same name. */
	if (look->older->tree != look->newer->tree && look->paths <= 0 && !look->common)
		return true;
	return look->step < 0 && !look->first && look->newer->series->version > 1;
}

/* Another person takes the work over only where it is plain that it is the same. */
static int judge_taken_over(const struct look *look, enum link_evidence *evidence)
{
	bool same_patches = look->newer->nr > 1 && look->common > 1 && look->share >= MOST;
	bool same_patch = look->newer->nr <= 1 && look->same_title && look->paths >= MOST;

	*evidence = same_patches ? LINK_PATCHES : LINK_TITLE;
	if (look->step < 1 && !look->again)
		return 0;
	if (is_same(look->older->bug, look->newer->bug) && look->days <= BUG_DAYS &&
	    keeps_author(look->older, look->newer)) {
		*evidence = LINK_PATHS;
		return 85;
	}
	if (!same_patches && !same_patch)
		return 0;
	return keeps_author(look->older, look->newer) || look->reply ? 85 : 0;
}

/* The same title, by the same person. */
static int judge_title(const struct look *look)
{
	bool other_work = !look->common && look->older->nr && look->newer->nr && !look->paths;
	bool other_patches = !look->common && look->older->nr > 1 && look->newer->nr > 1 &&
			     (look->days >= COLLECTION_DAYS || look->paths < MOST);

	if (look->step > 0)
		return (other_work ? 75 : 97) - (look->step > 1 ? 2 : 0);
	if (look->first || look->again)
		return other_work ? 70 : 93;
	/* "Netfilter updates for net-next" is other work each week, though files may be the same.
	 */
	if (other_patches)
		return 0;
	/* Posted again without a word; but stable batches pick the same patch again and again. */
	if (look->days > REPOST_DAYS || other_work || look->newer->branch)
		return 0;
	return look->step ? 72 : 85;
}

/* "KVM/arm64 fixes for 5.8": what a maintainer collected is no new version of it. */
static bool is_collection(const struct series *series)
{
	const char *at = series->leader->subject.title;

	while ((at = strstr(at, " for "))) {
		at += strlen(" for ");
		at += *at == 'v';
		if (g_ascii_isdigit(at[0]) && at[strspn(at, "0123456789")] == '.')
			return true;
	}
	return false;
}

/*
 * What grew holds all, or nearly all, of what was there before, and not much else: a pull request
 * holds the work of many. Where a part alone came to the list, the whole must not be much larger.
 */
static bool has_grown(const struct look *look)
{
	const struct node *newer = look->newer;
	bool part = (int)newer->nr < newer->series->total;

	if (look->step < 0 || newer->branch || newer->below || is_collection(newer->series))
		return false;
	if (part && newer->series->total > look->older->series->total * 3 / 2)
		return false;
	return look->older_share >= (look->first ? MOST : NEARLY_ALL) &&
	       look->newer_share >= GROWTH;
}

/* The same patches, under another title. */
static int judge_patches(const struct look *look)
{
	int bonus = look->share / 10;

	if (!look->common || look->share < MOST)
		return 0;
	/* A small part of what has gone on long ago is no version of it. */
	if (look->older->newest && look->days > PART_DAYS && look->older_share < MOST)
		return 0;
	/* One patch of several may just have found another place. */
	if (look->common == 1 && look->share < NEARLY_ALL && look->newer_share < GROWTH)
		return 0;
	if (look->step > 0)
		return 84 + bonus;
	if (look->again)
		return 80 + bonus;
	if (look->first && look->older_share >= MOST && look->newer_share >= MOST)
		return 80 + bonus;
	return look->days <= GROWTH_DAYS && has_grown(look) ? 72 + bonus : 0;
}

/* Sent again without a version, under another subsystem: often because somebody asked for that. */
static int judge_renamed(const struct look *look)
{
	if (look->step || look->newer->branch || look->days > PART_DAYS || look->paths < MOST ||
	    !look->older->whole || !look->newer->whole ||
	    !is_same(look->older->tail, look->newer->tail) || look->newer->words.nr < MIN_WORDS)
		return 0;
	return look->reply ? 88 : 80;
}

/*
 * A single patch sent again without a version, its title mended: it changes as much in the same
 * files.
 */
static int judge_mended(const struct look *look, int similarity)
{
	const struct diffstat *a = &look->older->series->leader->posted->diffstat,
			      *b = &look->newer->series->leader->posted->diffstat;
	uint32_t lines = a->insertions + a->deletions;

	if (look->step || look->newer->branch || look->days > PART_DAYS || !look->older->whole ||
	    !look->newer->whole || look->older->nr != 1 || look->newer->nr != 1 ||
	    look->older->tree != look->newer->tree)
		return 0;
	if (look->paths < 100 || a->files != b->files || a->insertions != b->insertions ||
	    a->deletions != b->deletions || look->newer->words.nr < MIN_WORDS)
		return 0;
	/* Many small patches of a kind look like that. */
	if (lines <= FEW_LINES)
		return similarity >= NEARLY_ALL ? 78 : 0;
	return similarity >= SIMILAR || (lines >= MANY_LINES && look->days <= 7) ? 78 : 0;
}

/* The same report mended in the same files, whatever it is called now. */
static int judge_bug(const struct look *look)
{
	return look->step >= 0 && look->days <= BUG_DAYS && !look->newer->branch &&
			       is_same(look->older->bug, look->newer->bug) && look->paths >= MOST
		       ? 86
		       : 0;
}

/* A title that is like the older one. */
static int judge_similar(const struct look *look, int similarity)
{
	int confidence = 48 + similarity / 3 + MAX(look->paths, 0) / 8 + look->share / 4;

	if (look->step > 1)
		confidence -= 6;
	/* The next version of what has none yet, soon after. */
	if (look->step == 1 && !look->older->newest && look->days <= NEXT_DAYS)
		confidence += 6;
	if (look->days > REPOST_DAYS)
		confidence -= 10;
	return similarity >= SIMILAR && !look->at_once ? MIN(confidence, 90) : 0;
}

static int judge_reply(const struct look *look)
{
	if (!look->reply)
		return 0;
	if (look->step > 0)
		return 92;
	return (look->first || look->again) && (look->common || look->same_title) ? 88 : 0;
}

/* Nothing but the files: good enough where no other work of the author comes into question. */
static bool has_same_place(const struct look *look)
{
	const struct node *older = look->older, *newer = look->newer;
	size_t files = MIN(older->series->leader->posted->diffstat.nr_paths,
			   newer->series->leader->posted->diffstat.nr_paths);

	return look->step == 1 && !look->at_once && look->paths >= NEARLY_ALL && older->whole &&
	       newer->whole && !older->newest && older->tree == newer->tree &&
	       is_rfc(older) == is_rfc(newer) && (older->nr > 1) == (newer->nr > 1) &&
	       look->days <= (files >= MANY_FILES || older->series->version > 1 ? MANY_FILES_DAYS
										: SAME_FILES_DAYS);
}

static void consider(struct link_verdict *out, int confidence, enum link_evidence evidence)
{
	if (confidence > out->confidence) {
		out->confidence = confidence;
		out->evidence = evidence;
	}
}

void link_judge(const struct comparison *comparison, struct link_verdict *out)
{
	enum link_evidence evidence;
	struct look look;
	int renamed, mended, bug;

	*out = (struct link_verdict){ .same_person =
					      same_person(comparison->older, comparison->newer) };
	look_at(comparison, &look);
	out->same_title = look.same_title;
	if (is_out_of_question(&look))
		return;
	if (!out->same_person) {
		int confidence = judge_taken_over(&look, &evidence);

		consider(out, confidence, evidence);
		out->same_bug = evidence == LINK_PATHS;
		return;
	}
	consider(out, judge_reply(&look), LINK_REPLY);
	if (look.same_title)
		consider(out, judge_title(&look), LINK_TITLE);
	renamed = look.same_title ? 0 : judge_renamed(&look);
	if (renamed > out->confidence)
		out->similarity = 100;
	consider(out, renamed, LINK_TITLE);
	bug = judge_bug(&look);
	out->same_bug = bug > out->confidence;
	consider(out, bug, LINK_PATHS);
	consider(out, judge_patches(&look), LINK_PATCHES);
	out->absorbs = out->confidence >= LINK_ENOUGH && look.older_share >= NEARLY_ALL &&
		       look.newer_share >= GROWTH && look.days <= REPOST_DAYS;
	if (out->confidence >= LINK_ENOUGH || look.same_title)
		return;
	out->similarity = title_similarity(&look.older->words, &look.newer->words);
	mended = judge_mended(&look, out->similarity);
	out->mended = mended > out->confidence;
	consider(out, mended, LINK_PATHS);
	if (look.step <= 0 && !look.first && !look.again)
		return;
	consider(out, judge_similar(&look, out->similarity), LINK_TITLE);
	out->same_place = out->confidence < LINK_ENOUGH && has_same_place(&look);
}

static void append_time(GString *out, const struct comparison *comparison)
{
	int64_t days = (comparison->newer->date - comparison->older->date) / DAY;

	if (days)
		g_string_append_printf(out, ", %d day%s later", (int)days, days == 1 ? "" : "s");
	else
		g_string_append(out, ", the same day");
}

char *link_describe(const struct comparison *comparison, const struct link_verdict *verdict)
{
	GString *out = g_string_new(NULL);

	if (verdict->evidence == LINK_REPLY)
		g_string_append_printf(out, "sent as a reply to v%d",
				       comparison->older->series->version);
	else if (verdict->evidence == LINK_PATCHES)
		g_string_append_printf(out, "%u of %u patch titles %s equal", comparison->common,
				       MIN(comparison->older->nr, comparison->newer->nr),
				       plural(comparison->common, "is", "are"));
	else if (verdict->same_bug && verdict->evidence == LINK_PATHS)
		g_string_append(out, "the same bug is mended");
	else if (verdict->mended)
		g_string_append(out, "the same files, and as many lines");
	else if (verdict->evidence == LINK_PATHS)
		g_string_append(out, "the same files, and no other work of the author fits");
	else if (verdict->similarity == 100)
		g_string_append(out, "the same title but for the subsystem");
	else if (verdict->similarity)
		g_string_append_printf(out, "a similar title (%d %%)", verdict->similarity);
	else
		g_string_append(out, "the same title");
	append_time(out, comparison);
	g_string_append(out, verdict->same_person ? ", same author" : ", another sender");
	return g_string_free(out, FALSE);
}
