/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/scan.h"

#include "inbox/graph.h"
#include "inbox/objects.h"

static void take(git_odb_object *object, struct mail_blob *out)
{
	out->object = object;
	out->raw = slice_of(git_odb_object_data(object), git_odb_object_size(object));
}

bool inbox_read(struct inbox *inbox, const unsigned char *commit_id, struct mail_blob *out,
		GError **error)
{
	enum object_status status;
	git_odb_object *object;
	struct commit commit;
	git_oid id, culprit;
	char *reason;

	git_oid_fromraw(&id, commit_id);
	object = kept_find(&inbox->kept, &id);
	if (object) {
		take(object, out);
		return true;
	}
	if (!graph_read_commit(inbox, &id, &object, &commit, error))
		return false;
	git_odb_object_free(object);
	status = object_read_mail(inbox->odb, &commit.tree, &object, &culprit);
	if (status == OBJECT_OK) {
		take(object, out);
		return true;
	}
	reason = object_describe(status, &culprit);
	g_set_error(error, INBOX_ERROR, object_error_code(status), "cannot read mail: %s%s", reason,
		    status == OBJECT_MISSING ? inbox_missing_hint(inbox) : "");
	g_free(reason);
	return false;
}

void inbox_keep(struct inbox *inbox, size_t room, bool (*wanted)(const struct record *record))
{
	kept_release(&inbox->kept);
	kept_init(&inbox->kept, room, wanted);
}

void mail_blob_release(struct mail_blob *blob)
{
	git_odb_object_free(blob->object);
	blob->object = NULL;
	blob->raw = slice_of(NULL, 0);
}
