/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "link_rows.h"
#include "text/hash.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#define DAY ((int64_t)24 * 60 * 60)

struct made {
	struct series series;
	struct record leader;
	struct record_people people;
	struct record_posted posted;
	struct trailer trailer;
	void *patches[1];
	GPtrArray list;
	struct node node;
};

static const char *files[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", NULL };

static void make(struct made *made, const struct side *side)
{
	struct record *leader = &made->leader;
	int patches = side->patches ? MAX(side->patches, 0) : 1;
	const char *title = side->title ? side->title : "Work";

	*made = (struct made){ .series.version = side->version ? side->version : 1,
			       .series.revision = side->revision,
			       .series.total = side->total ? side->total : MAX(patches, 1) };
	leader->subject.title = title;
	leader->subject.flags = side->flags;
	leader->people = &made->people;
	leader->posted = &made->posted;
	leader->people->author.email = side->others ? "ben@example.net" : ANN;
	leader->posted->diffstat.paths = files + side->from;
	leader->posted->diffstat.nr_paths = (size_t)(side->files ? MAX(side->files, 0) : 1);
	leader->posted->diffstat.files = (uint32_t)leader->posted->diffstat.nr_paths;
	leader->posted->diffstat.insertions = side->lines;
	made->trailer.key = "Signed-off-by";
	made->trailer.person.email = side->signer;
	leader->trailers.items = &made->trailer;
	leader->trailers.nr = side->signer != NULL;
	made->patches[0] = leader;
	made->list.pdata = made->patches;
	made->list.len = 1;
	made->series.leader = leader;
	made->series.patches = &made->list;
	made->node = (struct node){ .series = &made->series,
				    .title = title_hash(title),
				    .tail = title_hash(strrchr(title, ':') ? strrchr(title, ':') + 1
									   : title),
				    .whole = !side->part,
				    .below = side->below,
				    .author = text_hash_folded(leader->people->author.email),
				    .change_id = side->change_id,
				    .bug = side->bug,
				    .branch = side->branch,
				    .tree = side->tree,
				    .release = side->release,
				    .newest = side->followed,
				    .nr = (guint)patches };
	title_words(title, &made->node.words);
}

void link_row_judge(const struct row *row, struct link_verdict *out)
{
	struct made older, newer;
	struct comparison comparison = { &older.node, &newer.node, row->reply, (guint)row->common };

	make(&older, &row->older);
	make(&newer, &row->newer);
	newer.node.date = row->days * DAY + (row->seconds ? row->seconds : 300);
	link_judge(&comparison, out);
	assert_int_equal(out->same_person, row->older.others == row->newer.others);
}

void link_rows_check(const struct row *rows, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		const struct row *row = &rows[i];
		struct link_verdict verdict;

		link_row_judge(row, &verdict);
		if (verdict.confidence != row->confidence ||
		    (row->confidence && verdict.evidence != row->evidence))
			fail_msg("%s: %d by %s", row->what, verdict.confidence,
				 link_evidence_name(verdict.evidence));
	}
}
