/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/trial.h"

#include "body/body.h"
#include "patch/patch.h"

static void free_text(void *text)
{
	if (text)
		g_string_free(text, TRUE);
}

static GString *diff_of(struct slice raw)
{
	GString *diff = NULL;
	struct inbody inbody;
	struct patch patch;
	struct mail mail;
	struct body body;

	if (!mail_parse(&mail, raw, NULL) || !body_decode_exact(&mail, &body, NULL))
		return NULL;
	inbody_parse(body_patch(&body), &inbody);
	patch_split(inbody.rest, &patch);
	if (patch.applied.len)
		diff = g_string_new_len(patch.applied.ptr, (gssize)patch.applied.len);
	body_release(&body);
	return diff;
}

GPtrArray *trial_diffs(struct source *source, const GPtrArray *patches)
{
	GPtrArray *diffs = g_ptr_array_new_with_free_func(free_text);

	for (guint i = 0; i < patches->len; i++) {
		const struct record *record = patches->pdata[i];
		struct mail_blob blob;
		GString *diff = NULL;

		if (record && source_read(source, record, &blob, NULL)) {
			diff = diff_of(blob.raw);
			mail_blob_release(&blob);
		}
		g_ptr_array_add(diffs, diff);
	}
	return diffs;
}

static bool try_one(struct apply *apply, const GString *diff, struct apply_failure *failure)
{
	if (diff)
		return apply_patch(apply, slice_of(diff->str, diff->len), failure);
	*failure = (struct apply_failure){ g_strdup(""), 0, "it is missing" };
	return false;
}

static void try_all(struct apply *apply, const GPtrArray *diffs, struct trial *out)
{
	out->clean = true;
	for (guint i = 0; out->clean && i < diffs->len; i++) {
		out->clean = try_one(apply, diffs->pdata[i], &out->failure);
		out->patch = out->clean ? 0 : i + 1;
	}
}

void trial_run(struct tree *tree, const git_oid *commit, const GPtrArray *diffs, struct trial *out)
{
	struct apply *apply = apply_new(tree, commit);

	*out = (struct trial){ .tree = tree, .commit = *commit };
	if (apply)
		try_all(apply, diffs, out);
	else
		out->failure = (struct apply_failure){ g_strdup(""), 0, "it cannot be read" };
	apply_free(apply);
}

void trial_run_behind(struct tree *tree, const git_oid *commit, const GPtrArray *dependencies,
		      const GPtrArray *diffs, struct trial *out)
{
	struct trial behind = { .tree = tree, .commit = *commit };
	struct apply *apply;

	trial_run(tree, commit, diffs, out);
	if (out->clean || !dependencies->len || !(apply = apply_new(tree, commit)))
		return;
	for (guint i = 0; i < dependencies->len; i++) {
		struct apply_failure failure = { NULL, 0, NULL };

		behind.dependencies += try_one(apply, dependencies->pdata[i], &failure);
		g_free(failure.path);
	}
	if (behind.dependencies)
		try_all(apply, diffs, &behind);
	apply_free(apply);
	if (behind.clean) {
		trial_release(out);
		*out = behind;
	} else {
		trial_release(&behind);
	}
}

void trial_release(struct trial *trial)
{
	g_clear_pointer(&trial->failure.path, g_free);
}
