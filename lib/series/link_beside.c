/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/link.h"

/* What is posted side by side is sent within this time. */
#define BESIDE_SECONDS ((int64_t)3 * 60 * 60)

/* How many series before and behind one are looked at: in three hours a list has less. */
#define MAX_NEIGHBOURS 100

static bool is_again(const struct node *node)
{
	return node->series->leader->subject.flags & SUBJECT_RESEND;
}

/* "[PATCHSET v3 2/3]" is not "[PATCHSET v3 1/3]", though its author forgot to change the title. */
static bool is_other_set(const struct node *a, const struct node *b)
{
	return a->title != b->title ||
	       strcmp(a->series->leader->subject.prefix, b->series->leader->subject.prefix) != 0;
}

/* Other works have no patch in common: else the one may be the other, sent once more. */
static bool is_beside(const struct nodes *nodes, const struct node *a, const struct node *b)
{
	return a->author && a->author == b->author && a->series->version == b->series->version &&
	       a->series->revision == b->series->revision && b->whole && a->nr && b->nr &&
	       !is_again(b) && is_other_set(a, b) && !nodes_have_common(nodes, a, b);
}

static void look_at(const struct nodes *nodes, guint place, guint other, struct side_by_side *out)
{
	if (out->nr < MAX_BESIDE && is_beside(nodes, &nodes->items[place], &nodes->items[other]))
		out->places[out->nr++] = other;
}

void beside_find(const struct nodes *nodes, guint place, struct side_by_side *out)
{
	const struct node *node = &nodes->items[place];

	out->nr = 0;
	if (node->series->version <= 1 || !node->whole || is_again(node))
		return;
	for (guint i = 1; i <= place && i <= MAX_NEIGHBOURS &&
			  node->date - nodes->items[place - i].date <= BESIDE_SECONDS;
	     i++)
		look_at(nodes, place, place - i, out);
	for (guint i = 1; place + i < nodes->nr && i <= MAX_NEIGHBOURS &&
			  nodes->items[place + i].date - node->date <= BESIDE_SECONDS;
	     i++)
		look_at(nodes, place, place + i, out);
}

bool beside_is_linked(struct linking *linking, const struct side_by_side *beside, guint older)
{
	for (guint i = 0; i < beside->nr; i++)
		if (linking_root(linking, beside->places[i]) == linking_root(linking, older))
			return true;
	return false;
}

bool beside_is_nearer(const struct nodes *nodes, const struct side_by_side *beside,
		      const struct comparison *comparison, const struct link_verdict *verdict)
{
	const struct node *older = comparison->older;

	if (verdict->same_title || comparison->common || verdict->evidence == LINK_REPLY)
		return false;
	for (guint i = 0; i < beside->nr; i++) {
		const struct node *other = &nodes->items[beside->places[i]];

		if (other->title == older->title ||
		    title_similarity(&other->words, &older->words) >
			    title_similarity(&comparison->newer->words, &older->words) ||
		    nodes_have_common(nodes, other, older))
			return true;
	}
	return false;
}
