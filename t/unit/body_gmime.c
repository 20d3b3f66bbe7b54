/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "body_gmime.h"

#include "body/parts.h"
#include "mime/error.h"
#include "mime/limits.h"

/* The reference for body_decode(): GMime's own parser takes the mail apart and decodes its parts.
 */
struct walk {
	struct pool *pool;
	GArray *parts;
	unsigned nr_leaves;
	GError **error;
};

static struct slice first_field(GMimeObject *object, const char *name)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(object);

	for (int i = 0; i < g_mime_header_list_get_count(list); i++) {
		GMimeHeader *header = g_mime_header_list_get_header_at(list, i);

		if (!g_ascii_strcasecmp(g_mime_header_get_name(header), name))
			return slice_str(g_mime_header_get_raw_value(header));
	}
	return slice_of(NULL, 0);
}

static void read_content(struct walk *walk, GMimeObject *object, struct content *content)
{
	content_set_type(content, walk->pool, first_field(object, "Content-Type"));
	content_set_disposition(content, walk->pool, first_field(object, "Content-Disposition"));
}

/* The decoded bytes, in the pool. */
static struct slice read_bytes(struct walk *walk, GMimePart *part)
{
	GMimeDataWrapper *wrapper = g_mime_part_get_content(part);
	GMimeStream *stream = g_mime_stream_mem_new();
	GByteArray *bytes;
	struct slice copy = slice_of("", 0);

	if (wrapper) {
		g_mime_data_wrapper_write_to_stream(wrapper, stream);
		bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
		copy = slice_of((const char *)bytes->data, bytes->len);
		copy = slice_of(copy.len ? pool_copy(walk->pool, copy) : "", copy.len);
	}
	g_object_unref(stream);
	return copy;
}

/* A mail inside, as it came. */
static struct slice read_message(struct walk *walk, GMimeMessagePart *part)
{
	GMimeMessage *message = g_mime_message_part_get_message(part);
	char *text = message ? g_mime_object_to_string(GMIME_OBJECT(message), NULL) : NULL;
	struct slice copy = slice_str(text ? text : "");

	copy = slice_of(copy.len ? pool_copy(walk->pool, copy) : "", copy.len);
	g_free(text);
	return copy;
}

static bool add_leaf(struct walk *walk, GMimeObject *object, bool alone, bool *has_text)
{
	struct mime_part part = { .content = CONTENT_INIT };

	if (++walk->nr_leaves > MAIL_MAX_PARTS) {
		g_set_error(walk->error, MAIL_ERROR, MAIL_ERROR_LIMIT, "more than %d parts",
			    MAIL_MAX_PARTS);
		return false;
	}
	read_content(walk, object, &part.content);
	part.role = alone ? content_role_of_mail(&part.content) : content_role(&part.content);
	if (GMIME_IS_MESSAGE_PART(object) && part.role == CONTENT_MAIL) {
		part.bytes = read_message(walk, GMIME_MESSAGE_PART(object));
		g_array_append_val(walk->parts, part);
		return true;
	}
	if (!GMIME_IS_PART(object) || part.role == CONTENT_OTHER)
		return true;
	part.bytes = read_bytes(walk, GMIME_PART(object));
	*has_text |= part.role != CONTENT_HTML;
	g_array_append_val(walk->parts, part);
	return true;
}

/* Text under a label of multipart, as GMime keeps it. */
static void add_prologue(struct walk *walk, GMimeMultipart *multipart)
{
	const char *prologue = g_mime_multipart_get_prologue(multipart);
	struct mime_part part = { .content = CONTENT_INIT, .role = CONTENT_TEXT };

	if (!prologue || !slice_trim(slice_str(prologue)).len)
		return;
	part.bytes = slice_str(pool_copy(walk->pool, slice_str(prologue)));
	g_array_append_val(walk->parts, part);
}

static bool walk_object(struct walk *walk, GMimeObject *object, unsigned depth, bool *has_text)
{
	struct content content = CONTENT_INIT;
	GMimeMultipart *multipart;
	enum mime_kind kind;
	int nr;

	if (!GMIME_IS_MULTIPART(object))
		return add_leaf(walk, object, !depth, has_text);
	if (depth == MAIL_MAX_DEPTH) {
		g_set_error(walk->error, MAIL_ERROR, MAIL_ERROR_LIMIT,
			    "more than %d multiparts inside each other", MAIL_MAX_DEPTH);
		return false;
	}
	multipart = GMIME_MULTIPART(object);
	read_content(walk, object, &content);
	kind = mime_kind(&content);
	nr = g_mime_multipart_get_count(multipart);
	if (!nr)
		add_prologue(walk, multipart);
	for (int i = 0; i < nr; i++) {
		bool child_has_text = false;

		if (!walk_object(walk, g_mime_multipart_get_part(multipart, i), depth + 1,
				 &child_has_text))
			return false;
		*has_text |= child_has_text;
		if (kind == MIME_FIRST || (kind == MIME_ALTERNATIVE && child_has_text))
			break;
	}
	return true;
}

static GMimeMessage *parse(const struct mail *mail)
{
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeMessage *message;

	mail_library_init();
	stream = g_mime_stream_mem_new_with_buffer(mail->raw.ptr, mail->raw.len);
	parser = g_mime_parser_new_with_stream(stream);
	message = g_mime_parser_construct_message(parser, NULL);
	g_object_unref(parser);
	g_object_unref(stream);
	return message;
}

/* The text may be a slice of the pool, which ends here. */
static void own_text(struct body *body)
{
	if (!body->owned)
		body->text.ptr = body->owned = g_strndup(body->text.ptr, body->text.len);
}

bool body_decode_gmime(const struct mail *mail, struct body *out, GError **error)
{
	struct pool pool = POOL_INIT;
	struct walk walk = { .pool = &pool, .error = error };
	GMimeMessage *message = parse(mail);
	GMimeObject *root = message ? g_mime_message_get_mime_part(message) : NULL;
	bool done = true, has_text = false;

	*out = (struct body){ .text = slice_of("", 0) };
	walk.parts = g_array_new(FALSE, FALSE, sizeof(struct mime_part));
	if (root && GMIME_IS_MULTIPART(root))
		out->flags |= BODY_MULTIPART;
	if (root)
		done = walk_object(&walk, root, 0, &has_text);
	if (done) {
		parts_join(walk.parts, out);
		own_text(out);
	}
	g_array_free(walk.parts, TRUE);
	pool_release(&pool);
	g_clear_object(&message);
	return done;
}
