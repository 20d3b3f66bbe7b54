/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/text.h"

#include "body/body.h"
#include "cli/die.h"
#include "patch/patch.h"

static bool decode(struct slice raw, GString *out, GError **error)
{
	struct inbody inbody;
	struct mail mail;
	struct body body;

	if (!mail_parse(&mail, raw, error) || !body_decode(&mail, &body, error))
		return false;
	inbody_parse(body_patch(&body), &inbody);
	g_string_append_len(out, inbody.rest.ptr, (gssize)inbody.rest.len);
	body_release(&body);
	return true;
}

bool read_text(struct source *source, const struct record *record, GString *out)
{
	struct mail_blob blob;
	GError *error = NULL;
	bool good;

	g_string_truncate(out, 0);
	good = source_read(source, record, &blob, &error);
	if (good) {
		good = decode(blob.raw, out, &error);
		mail_blob_release(&blob);
	}
	if (!good) {
		warning("<%s>: %s", record->message_id, error->message);
		g_error_free(error);
	}
	return good;
}
