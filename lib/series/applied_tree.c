/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/applied_private.h"
#include "series/similar.h"

/* What tells that patches are in a tree, though nobody said so of this series: pull requests, and
 * later patches that fix them or are copies of them. */

static void take_pulled(struct reading *reading, guint at, const struct record *pull)
{
	reading->out->pull = pull;
	reading->out->how[at] = pull;
	reading->out->nr++;
}

/* By the title of this patch, or of what had its number in an older version. */
static const struct record *find_pull(const struct reading *reading, const struct talk_patch *patch)
{
	const struct pulls *pulls = reading->context->pulls;
	const struct topic *topic = reading->context->topic;
	const struct record *pull = pulls_find(pulls, patch->patch);
	const int n = patch->patch->subject.n;

	guint end = 0, first = pull || !topic ? 0 : topic_near(topic, reading->series, &end);

	for (guint i = first; !pull && i < end; i++) {
		const struct series *older = topic->series->pdata[i];

		if (older == reading->series || older->total != reading->series->total)
			continue;
		for (guint k = series_place(older, n); !pull && k < older->patches->len; k++) {
			const struct record *one = older->patches->pdata[k];

			if (one->subject.n != n)
				break;
			pull = pulls_find(pulls, one);
			if (pull && talk_time(pull) < talk_time(patch->patch))
				pull = NULL;
		}
	}
	if (pull && !heard_counts(reading->heard, pull)) {
		reading->out->stranger = pull;
		return NULL;
	}
	return pull;
}

/* A later patch that fixes this one, by somebody whose word counts. */
static const struct record *find_fix(const struct reading *reading, const struct record *patch)
{
	const struct record *fix = fixed_find(reading->context->fixed, patch);

	return fix && (heard_addressed(reading->heard, fix) ||
		       takers_know_person(reading->context->takers, &fix->people->sender))
		       ? fix
		       : NULL;
}

/*
 * The last patch needs those before it, where nobody says that he took a part, and more tells of it
 * than a title in a pull request, which may be another's.
 */
static void read_last_in_tree(struct reading *reading)
{
	struct applied *out = reading->out;
	const guint nr = reading->talk->patches->len, last = nr ? nr - 1 : 0;

	if (!nr || out->by || out->closed || (int)nr < reading->series->total || !out->how[last] ||
	    (out->how[last] == out->pull && out->nr < 2))
		return;
	applied_add(reading, 1, REMARK_ALL, out->how[last]);
}

/* What later patches fix, or are copies of, is in a tree; a copy itself is another matter. */
static void read_fixed(struct reading *reading)
{
	const GArray *patches = reading->talk->patches;

	for (guint i = 0; i < patches->len; i++) {
		const struct record *patch = g_array_index(patches, struct talk_patch, i).patch;
		const struct record *copy, *fix;

		if (reading->out->how[i])
			continue;
		copy = fixed_find_copy(reading->context->fixed, patch);
		copy = copy && heard_counts(reading->heard, copy) ? copy : NULL;
		fix = copy ? NULL : find_fix(reading, patch);
		if (!copy && !fix)
			continue;
		reading->out->how[i] = copy ? copy : fix;
		reading->out->nr++;
		reading->out->copy = copy ? copy : reading->out->copy;
		reading->out->fix = fix ? fix : reading->out->fix;
	}
}

/* What pull requests list, first by title; then titles that a maintainer changed. */
static void read_pulled(struct reading *reading)
{
	const GArray *patches = reading->talk->patches;
	const struct pulls *pulls = reading->context->pulls;
	unsigned nr = 0;

	for (guint i = 0; i < patches->len; i++) {
		reading->out->pulled[i] =
			find_pull(reading, &g_array_index(patches, struct talk_patch, i));
		if (reading->out->pulled[i] && !reading->out->how[i])
			take_pulled(reading, i, reading->out->pulled[i]);
	}
	for (guint i = 0; reading->out->pull && i < patches->len; i++) {
		const struct record *patch = g_array_index(patches, struct talk_patch, i).patch;

		if (!reading->out->how[i] && pulls_have_similar(pulls, reading->out->pull, patch))
			take_pulled(reading, i, reading->out->pull);
	}
	if (!reading->out->nr && reading->series->total <= 1 && patches->len == 1) {
		const struct record *pull = pulls_find_retitled(
			pulls, g_array_index(patches, struct talk_patch, 0).patch);

		if (pull && heard_counts(reading->heard, pull))
			take_pulled(reading, 0, pull);
	}
	for (guint i = 0; i < patches->len; i++)
		nr += reading->out->how[i] != NULL;
	/* All but one: that was left out. */
	reading->out->closed |= reading->out->pull && patches->len > 2 && nr + 1 >= patches->len;
}

void applied_read_trees(struct reading *reading)
{
	const struct state_context *context = reading->context;

	if (context->pulls && !context->newer_version)
		read_pulled(reading);
	if (context->fixed && !context->newer_version && !series_is_for_stable(reading->series))
		read_fixed(reading);
	read_last_in_tree(reading);
}
