/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include "late/late.h"

/* A text in one line: what is configured may not make a field of its own. */
static char *one_line(const char *text)
{
	char *line = g_strdup(text);

	for (char *c = line; *c; c++)
		if (g_ascii_iscntrl(*c))
			*c = ' ';
	return line;
}

static GMimeObject *new_part(const char *subtype, const char *text)
{
	GMimeTextPart *part = late()->g_mime_text_part_new_with_subtype(subtype);

	late()->g_mime_text_part_set_charset(part, "utf-8");
	late()->g_mime_text_part_set_text(part, text);
	late()->g_mime_part_set_content_encoding((GMimePart *)part,
						 GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	return (GMimeObject *)part;
}

/* Addresses as they are typed, such as "Ada <ada@example.org>, ben@example.net". */
static void add_addresses(InternetAddressList *to, const char *text)
{
	g_autofree char *line = one_line(text);
	InternetAddressList *list = late()->internet_address_list_parse(NULL, line);

	if (list) {
		late()->internet_address_list_append(to, list);
		late()->g_object_unref(list);
	}
}

static void set_addresses(GMimeMessage *message, const struct digest_mail *mail)
{
	GMimeAddressType to = GMIME_ADDRESS_TYPE_TO, from = GMIME_ADDRESS_TYPE_FROM;

	for (guint i = 0; mail->to && i < mail->to->len; i++)
		add_addresses(late()->g_mime_message_get_addresses(message, to),
			      mail->to->pdata[i]);
	add_addresses(late()->g_mime_message_get_addresses(message, from), mail->from);
}

static void set_subject(GMimeMessage *message, const struct digest_view *view)
{
	g_autoptr(GString) heading = g_string_new(NULL);
	g_autofree char *subject = NULL;

	digest_append_heading(view, view->digest, heading);
	subject = one_line(view->mail->subject ? view->mail->subject : heading->str);
	late()->g_mime_message_set_subject(message, subject, "utf-8");
}

/* The same digest is the same message: one that is sent twice can be told. */
static void set_id(GMimeMessage *message, const struct digest_mail *mail, const char *text)
{
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA1, text, -1);
	const char *at = strrchr(mail->from, '@');
	g_autofree char *host =
		g_strndup(at ? at + 1 : "localhost", at ? strcspn(at + 1, "> \t,") : 9);
	g_autofree char *id = NULL;

	for (char *c = host; *c; c++)
		if (!g_ascii_isalnum(*c) && !strchr("-.", *c))
			*c = '-';
	id = g_strdup_printf("git-kvm-digest.%s@%s", sum, *host ? host : "localhost");
	late()->g_mime_message_set_message_id(message, id);
}

static GMimeMessage *new_message(const struct digest_view *view, const char *text, const char *html)
{
	GMimeMessage *message = late()->g_mime_message_new(TRUE);
	GMimeMultipart *parts = late()->g_mime_multipart_new_with_subtype("alternative");
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(view->mail->now);
	GMimeObject *plain = new_part("plain", text), *page = new_part("html", html);
	g_autofree char *boundary = g_compute_checksum_for_string(G_CHECKSUM_SHA256, html, -1);

	set_addresses(message, view->mail);
	set_subject(message, view);
	late()->g_mime_message_set_date(message, now);
	set_id(message, view->mail, text);
	late()->g_mime_object_set_header((GMimeObject *)message, "Auto-Submitted", "auto-generated",
					 NULL);
	late()->g_mime_multipart_set_boundary(parts, boundary);
	late()->g_mime_multipart_add(parts, plain);
	late()->g_mime_multipart_add(parts, page);
	late()->g_mime_message_set_mime_part(message, (GMimeObject *)parts);
	late()->g_object_unref(plain);
	late()->g_object_unref(page);
	late()->g_object_unref(parts);
	return message;
}

static void to_string(const char *bytes, size_t len, void *data)
{
	g_string_append_len(data, bytes, (gssize)len);
}

/* All was read by then. */
static void keep_nothing(size_t room, bool (*wanted)(const struct record *record), void *data)
{
	(void)room;
	(void)wanted;
	(void)data;
}

/* The text format, without colours. */
static void print_text(const struct digest_view *view, GString *out)
{
	struct palette none;
	struct digest_view plain = *view;

	palette_clear(&none);
	plain.report.palette = &none;
	plain.keep = keep_nothing;
	plain.dated = true;
	plain.report.sink = (struct sink){ to_string, out };
	digest_text_begin(&plain.report);
	digest_text_print(&plain.report);
}

void digest_mail_print(struct report *report)
{
	const struct digest_view *view = (const struct digest_view *)report;
	g_autoptr(GString) text = g_string_new(NULL), html = g_string_new(NULL);
	GMimeMessage *message;
	g_autofree char *bytes = NULL;

	if (view->digest->brief->nr_mails && digest_has_news(view)) {
		print_text(view, text);
		digest_html_page(view, false, html);
		late()->g_mime_init();
		message = new_message(view, text->str, html->str);
		bytes = late()->g_mime_object_to_string((GMimeObject *)message, NULL);
		sink_write(&report->sink, bytes, strlen(bytes));
		late()->g_object_unref(message);
	}
}
