/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/scan.h"

#include "inbox/graph.h"
#include "inbox/objects.h"
#include "inbox/oid.h"

static void take(struct object *object, struct mail_blob *out)
{
	out->object = object;
	out->raw = slice_of(object_data(object), object_size(object));
}

bool inbox_read(struct inbox *inbox, const unsigned char *commit_id, struct mail_blob *out,
		GError **error)
{
	enum object_status status;
	struct object *object;
	struct commit commit;
	struct mail_place place;
	git_oid id;
	g_autofree char *reason = NULL;

	oid_from_raw(&id, commit_id);
	object = kept_find(&inbox->kept, &id);
	if (object) {
		take(object, out);
		return true;
	}
	if (!graph_read_commit(inbox, &id, &object, &commit, error))
		return false;
	object_free(object);
	object_find_mail(inbox->objects, &commit.tree, &place);
	status = object_read_mail(inbox->objects, &place, &object);
	if (status == OBJECT_OK) {
		take(object, out);
		return true;
	}
	reason = object_describe(status, &place.id);
	g_set_error(error, INBOX_ERROR, object_error_code(status), "cannot read mail: %s%s", reason,
		    status == OBJECT_MISSING ? inbox_missing_hint(inbox) : "");
	return false;
}

void inbox_keep(struct inbox *inbox, size_t room, bool (*wanted)(const struct record *record))
{
	kept_release(&inbox->kept);
	kept_init(&inbox->kept, room, wanted);
}

void mail_blob_release(struct mail_blob *blob)
{
	object_free(blob->object);
	blob->object = NULL;
	blob->raw = slice_of(NULL, 0);
}
