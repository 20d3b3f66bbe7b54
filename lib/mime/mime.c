/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/mime.h"

#include "mime/error.h"
#include "mime/limits.h"

/* A multipart that has begun and not ended. */
struct level {
	struct slice boundary;
	struct content content;
	enum mime_kind kind;
	const char *start; /* of its bytes */
	unsigned children;
	bool hidden; /* nobody would see what is in it */
	bool has_text;
};

enum state {
	STATE_BETWEEN, /* before the first part, or behind the last */
	STATE_HEADER,
	STATE_CONTENT,
};

struct splitter {
	struct pool *pool;
	GArray *parts;
	struct level levels[MAIL_MAX_DEPTH];
	unsigned depth, nr_leaves;
	enum state state;
	struct content content; /* of the part that is being read */
	bool hidden;		/* that part */
	bool apart;		/* see struct mime_part */
	const char *start;	/* of its header, then of its content */
};

enum mime_kind mime_kind(const struct content *content)
{
	if (content_is(content, NULL, "alternative"))
		return MIME_ALTERNATIVE;
	if (content_is(content, NULL, "signed") || content_is(content, NULL, "encrypted"))
		return MIME_FIRST;
	return content_is(content, NULL, "digest") ? MIME_DIGEST : MIME_MIXED;
}

static bool begin_multipart(struct splitter *sp, const char *start, GError **error)
{
	struct level *level = &sp->levels[sp->depth];

	if (sp->depth == MAIL_MAX_DEPTH) {
		g_set_error(error, MAIL_ERROR, MAIL_ERROR_LIMIT,
			    "more than %d multiparts inside each other", MAIL_MAX_DEPTH);
		return false;
	}
	sp->depth++;
	*level = (struct level){
		.boundary = slice_str(sp->content.boundary),
		.content = sp->content,
		.kind = mime_kind(&sp->content),
		.start = start,
		.hidden = sp->hidden,
	};
	sp->start = start;
	sp->state = STATE_BETWEEN;
	return true;
}

static bool add_leaf(struct splitter *sp, const struct content *content, struct slice bytes,
		     bool hidden, GError **error)
{
	struct mime_part part = { *content, content_role(content), bytes, sp->apart };

	if (sp->nr_leaves++ == MAIL_MAX_PARTS) {
		g_set_error(error, MAIL_ERROR, MAIL_ERROR_LIMIT, "more than %d parts",
			    MAIL_MAX_PARTS);
		return false;
	}
	if (hidden || part.role == CONTENT_OTHER)
		return true;
	if (part.role != CONTENT_HTML && part.role != CONTENT_MAIL)
		for (unsigned i = 0; i < sp->depth; i++)
			sp->levels[i].has_text = true;
	g_array_append_val(sp->parts, part);
	return true;
}

/* Ends the part that is being read in front of the line at end. */
static bool end_part(struct splitter *sp, const char *end, GError **error)
{
	enum state state = sp->state;

	sp->state = STATE_BETWEEN;
	if (state == STATE_HEADER) {
		content_of_part(&sp->content, sp->pool,
				slice_of(sp->start, (size_t)(end - sp->start)));
		return add_leaf(sp, &sp->content, slice_of(end, 0), sp->hidden, error);
	}
	return state == STATE_BETWEEN ||
	       add_leaf(sp, &sp->content, slice_of(sp->start, (size_t)(end - sp->start)),
			sp->hidden, error);
}

/* A multipart without any part is what its label should not have said: text. */
static bool end_levels(struct splitter *sp, unsigned depth, const char *end, GError **error)
{
	while (sp->depth > depth) {
		struct level *level = &sp->levels[--sp->depth];
		struct slice bytes = slice_of(level->start, (size_t)(end - level->start));

		if (level->children || !slice_trim(bytes).len)
			continue;
		if (!add_leaf(sp, &level->content, bytes, level->hidden, error))
			return false;
	}
	return true;
}

static void begin_part(struct splitter *sp, const char *start)
{
	static const struct content text = CONTENT_INIT;
	struct level *level = &sp->levels[sp->depth - 1];

	level->children++;
	sp->hidden = level->hidden || (level->kind == MIME_FIRST && level->children > 1) ||
		     (level->kind == MIME_ALTERNATIVE && level->has_text);
	sp->content = text;
	if (level->kind == MIME_DIGEST)
		sp->content.type = "message";
	sp->state = STATE_HEADER;
	sp->start = start;
}

/*
 * The line end before a boundary line is the boundary's (RFC 2046, 5.1.1). It is left to a part
 * whose last line would have none: so the part can be used as it stands.
 */
static const char *end_before(const char *boundary, const char *start)
{
	const char *end = boundary;

	if (end > start && end[-1] == '\n')
		end--;
	if (end > start && end[-1] == '\r')
		end--;
	return end == start || end[-1] == '\n' ? end : boundary;
}

/* Which level's boundary line this is, counted from 1; 0 when it is none. */
static unsigned find_boundary(const struct splitter *sp, struct slice line, bool *closing)
{
	if (!slice_starts(line, SLICE("--")))
		return 0;
	while (line.len && g_ascii_isspace(line.ptr[line.len - 1]))
		line.len--;
	line = slice_skip(line, 2);
	for (unsigned i = sp->depth; i > 0; i--) {
		struct slice boundary = sp->levels[i - 1].boundary;

		if (!slice_starts(line, boundary))
			continue;
		*closing = slice_eq(slice_skip(line, boundary.len), SLICE("--"));
		if (*closing || line.len == boundary.len)
			return i;
	}
	return 0;
}

static bool is_field_or_fold(struct slice line)
{
	const char *colon = memchr(line.ptr, ':', line.len);
	const char *at = line.ptr;

	if (*at == ' ' || *at == '\t')
		return true;
	while (at<colon && * at> ' ' && *at < 127)
		at++;
	while (at < colon && (*at == ' ' || *at == '\t'))
		at++;
	return colon && at == colon && colon > line.ptr;
}

/* The header ends with a blank line, or where what follows can be no header. */
static bool read_header_line(struct splitter *sp, struct slice line, const char *next,
			     GError **error)
{
	if (line.len && is_field_or_fold(line))
		return true;
	content_of_part(&sp->content, sp->pool,
			slice_of(sp->start, (size_t)(line.ptr - sp->start)));
	if (content_is(&sp->content, "multipart", NULL) && sp->content.boundary &&
	    *sp->content.boundary)
		return begin_multipart(sp, next, error);
	sp->state = STATE_CONTENT;
	sp->start = line.len ? line.ptr : next;
	return true;
}

bool mime_split(const struct mail *mail, const struct content *content, struct pool *pool,
		GArray *parts, GError **error)
{
	struct splitter sp = { .pool = pool, .parts = parts, .content = *content };
	struct slice rest = mail->body, line;

	if (!begin_multipart(&sp, rest.ptr, error))
		return false;
	while (slice_next_line(&rest, &line)) {
		const char *end;
		bool closing = false;
		unsigned level = find_boundary(&sp, line, &closing);

		if (!level) {
			if (sp.state == STATE_HEADER &&
			    !read_header_line(&sp, line, rest.ptr, error))
				return false;
			continue;
		}
		end = end_before(line.ptr, sp.start);
		sp.apart = end < line.ptr;
		if (!end_part(&sp, end, error) ||
		    !end_levels(&sp, closing ? level - 1 : level, line.ptr, error))
			return false;
		if (!closing)
			begin_part(&sp, rest.ptr);
	}
	sp.apart = false;
	return end_part(&sp, rest.ptr, error) && end_levels(&sp, 0, rest.ptr, error);
}
