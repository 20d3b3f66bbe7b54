/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/mail.h"

static bool on_record(struct record *record, void *data)
{
	g_ptr_array_add(data, record);
	return true;
}

bool found_mail_find(struct found_mail *out, struct source *source, const char *name,
		     GError **error)
{
	struct source_scan scan = { .record = on_record };
	GError *reason = NULL;

	*out = (struct found_mail){ .all = g_ptr_array_new_with_free_func(
					    (GDestroyNotify)record_free) };
	finder_init(&out->finder, source);
	out->record = finder_mail(&out->finder, name, &reason);
	if (!out->record && !reason) {
		scan.data = out->all;
		source_scan_all(source, &scan);
		finder_use_all(&out->finder, out->all);
		out->record = finder_mail(&out->finder, name, &reason);
	}
	if (reason)
		g_propagate_error(error, reason);
	return out->record;
}

void found_mail_release(struct found_mail *mail)
{
	finder_release(&mail->finder);
	g_ptr_array_unref(mail->all);
}
