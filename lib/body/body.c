/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "body/body.h"

#include "mime/charset.h"

/*
 * The values that nearly all mails have, known without reading them as MIME. A label of ASCII is
 * often wrong and never harmful, so that UTF-8 under it is not a fault worth a slow path.
 */
static bool is_plain_type(struct slice field)
{
	static const struct slice plain[] = {
		SLICE("text/plain; charset=\"us-ascii\""),
		SLICE("text/plain; charset=us-ascii"),
		SLICE("text/plain; charset=\"utf-8\""),
		SLICE("text/plain; charset=utf-8"),
		SLICE("text/plain"),
	};

	if (!field.len)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
		if (slice_ieq(field, plain[i]))
			return true;
	return false;
}

static bool is_plain_encoding(struct slice field)
{
	return !field.len || slice_ieq(field, SLICE("7bit")) || slice_ieq(field, SLICE("8bit")) ||
	       slice_ieq(field, SLICE("binary"));
}

static bool is_plain(const struct mail *mail)
{
	unsigned flags;

	if (!is_plain_type(mail->field[FIELD_CONTENT_TYPE]) ||
	    !is_plain_encoding(mail->field[FIELD_CONTENT_TRANSFER_ENCODING]))
		return false;
	flags = bytes_scan(mail->body);
	if (flags & (BYTES_CR | BYTES_NUL))
		return false;
	return !(flags & BYTES_8BIT) ||
	       g_utf8_validate(mail->body.ptr, (gssize)mail->body.len, NULL);
}

static bool read_parts(const struct mail *mail, struct pool *pool, GArray *parts, unsigned *flags,
		       GError **error)
{
	struct mime_part whole = { .bytes = mail->body };

	content_of_mail(&whole.content, pool, mail);
	if (content_is(&whole.content, "multipart", NULL) && whole.content.boundary &&
	    *whole.content.boundary) {
		*flags |= BODY_MULTIPART;
		return mime_split(mail, &whole.content, pool, parts, error);
	}
	whole.role = content_role_of_mail(&whole.content);
	g_array_append_val(parts, whole);
	return true;
}

static bool decode(const struct mail *mail, bool exact, struct body *out, GError **error)
{
	struct pool pool = POOL_INIT;
	g_autoptr(GArray) parts = NULL;
	bool done;

	*out = (struct body){ .text = mail->body };
	if (is_plain(mail))
		return true;
	parts = g_array_new(FALSE, FALSE, sizeof(struct mime_part));
	done = read_parts(mail, &pool, parts, &out->flags, error);
	for (guint i = 0; i < parts->len; i++)
		g_array_index(parts, struct mime_part, i).content.exact = exact;
	if (done)
		parts_join(parts, out);
	pool_release(&pool);
	return done;
}

bool body_decode(const struct mail *mail, struct body *out, GError **error)
{
	return decode(mail, false, out, error);
}

bool body_decode_exact(const struct mail *mail, struct body *out, GError **error)
{
	return decode(mail, true, out, error);
}

void body_release(struct body *body)
{
	g_free(body->owned);
	g_free(body->left_out);
	*body = (struct body){ .owned = NULL };
}
