/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_LINK_H
#define SERIES_LINK_H

#include "series/evidence.h"
#include "series/series.h"
#include "series/similar.h"
#include "series/table.h"
#include "text/hash.h"

/* A topic_link by the places of its series in the list. */
struct found_link {
	guint older, newer;
	enum link_evidence evidence;
	int confidence;
	char *why;  /* the taker's to free */
	bool split; /* the newer one was split off: it is a topic of its own */
};

/*
 * What ties series to older ones: a forest. A series is the newer one of several links where it
 * goes on with several works. Returns an array of struct found_link without order.
 */
GArray *find_links(const GPtrArray *series, const struct topic_options *options);

/* The rest is what the parts of find_links() share. */

#define RELEASE_MAJOR 1000

/* What is looked at of one series, worked out once. A place is its number in order of time. */
struct node {
	const struct series *series;
	guint index;	/* in the list */
	int64_t date;	/* the leader's; not later than its archive had it */
	uint64_t title; /* title_hash() of the leader's title; 0 where it is a patch that only
			   happens to be the first that is there */
	uint64_t tail;	/* the same of title_tail() */
	struct title_words words;
	bool whole; /* the title is that of the whole: of a cover or single patch */
	bool below; /* answers a mail that is no posting: a report, a pull request */
	uint64_t author, sender, name; /* text_hash_folded() of the leader's addresses and name; 0
					  where there is none */
	uint64_t change_id, bug;       /* of them; 0 where there is none */
	uint64_t branch;	       /* of the tags: which stable tree it is for; 0 for none */
	unsigned release;	       /* of "for-6.19": 6 * RELEASE_MAJOR + 19; 0 without */
	uint64_t tree;		       /* of the other tags that say where it is for; 0 for none */
	guint first, nr; /* its patches' titles in nodes.titles, no cover among them */
	guint newest;	 /* place + 1 of the latest series that is linked to it; 0 without */
	bool linked;	 /* it is the newer one of a link */
};

struct nodes {
	struct node *items; /* by time, oldest first */
	guint nr;
	uint64_t *titles; /* title_hash() of patches, those of a series by value */
	guint nr_titles;  /* at most */
	struct table ids; /* Message-ID -> place of a posting in members */
	struct member {
		const struct record *record;
		guint place;
	} * members;
	guint nr_members;
};

/* That of the leader or of the first patches; "" without one. */
const char *series_change_id(const struct series *series);

/* threads: that may work; 0 counts as 1. */
void nodes_init(struct nodes *nodes, const GPtrArray *series, unsigned threads);
void nodes_release(struct nodes *nodes);

/* Tags that say what to do with a patch, not where it is for: "RFT", "WIP". */
bool tag_is_status(const char *tag, size_t len);

/* Whether one of the tags, parted by blanks, names a stable tree: "5.10", "AUTOSEL",
 * "for-stable-5.4", "6.19-5.10", "linux-5.15.y". */
bool tags_have_branch(const char *tags);

/* The place of the series that a mail belongs to, or -1. */
int nodes_find(const struct nodes *nodes, const char *message_id);

/* Whether two series have a patch of one title. */
bool nodes_have_common(const struct nodes *nodes, const struct node *a, const struct node *b);

/* Links as they are found: older before newer in time, none between two of one topic. */
struct linking {
	const struct topic_options *options;
	struct nodes nodes;
	guint *parents; /* a union-find forest of places: what is linked already */
	GArray *apart;	/* of struct apart, from not-same */
	GArray *links;
};

struct apart {
	guint a, b;
};

/* The place that stands for all that are linked to this one. */
guint linking_root(struct linking *linking, guint place);

/* False, why freed, when the two are linked already, through others too, or are kept apart. */
bool linking_add(struct linking *linking, guint older, guint newer, enum link_evidence evidence,
		 int confidence, char *why);
/* Says that the newer one was split off, and is a topic of its own. */
void linking_add_split(struct linking *linking, guint older, guint newer,
		       enum link_evidence evidence, int confidence, char *why);

bool linking_is_apart(struct linking *linking, guint a, guint b);

/* What users and authors say: corrections, change-ids, links in the text. */
void link_overrides(struct linking *linking);
void link_declared(struct linking *linking);

/* What two series have in common, where it is worth looking at. */
struct comparison {
	const struct node *older, *newer;
	bool reply;   /* the newer one answers a mail of the older one */
	guint common; /* equal titles of patches */
};

struct link_verdict {
	int confidence; /* below LINK_ENOUGH: no link */
	enum link_evidence evidence;
	int similarity; /* of the titles, in percent */
	bool same_person, same_title;
	bool same_bug;	 /* they mend the same report of a robot's in the same files */
	bool mended;	 /* the same files and as many lines, under another title */
	bool absorbs;	 /* all of the older one's patches are in the newer one */
	bool same_place; /* no link, but the files alone would make one if nothing else does */
};

#define LINK_ENOUGH 70

/* Whether a series may be a newer version of another, and how sure that is. */
void link_judge(const struct comparison *comparison, struct link_verdict *out);

/* In words; free with g_free(). */
char *link_describe(const struct comparison *comparison, const struct link_verdict *verdict);

#define MAX_BESIDE 32

/* Places of series that were posted side by side with one: other works of its author, of the same
 * version. */
struct side_by_side {
	guint places[MAX_BESIDE];
	guint nr;
};

/* The first MAX_BESIDE of them; none for what bears no version above 1, or is sent again. */
void beside_find(const struct nodes *nodes, guint place, struct side_by_side *out);

/* Whether one of them is linked to the older series, directly or not. */
bool beside_is_linked(struct linking *linking, const struct side_by_side *beside, guint older);

/* Whether the older series rather is what one of them goes on with: by its title, or patches. */
bool beside_is_nearer(const struct nodes *nodes, const struct side_by_side *beside,
		      const struct comparison *comparison, const struct link_verdict *verdict);

#endif
