/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/handles.h"

void handles_append_id(const struct handles *handles, const struct record *record, GString *out)
{
	char id[HANDLE_SIZE];

	handles->shorten(record, id, handles->data);
	g_string_append(out, id);
}

void handles_append_link(const struct handles *handles, const struct record *record, GString *out)
{
	g_autofree char *escaped = NULL;

	if (!*record->message_id)
		return;
	escaped = g_uri_escape_string(record->message_id, "@+=$!*,;:&'()", FALSE);
	g_string_append_printf(out, "%s%s", handles->link_base, escaped);
}
