/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MIME_CONTENT_H
#define MIME_CONTENT_H

#include <gmime/gmime.h>

#include "mime/mail.h"
#include "text/pool.h"

/* What the fields of a mail or a part say of its content (RFC 2045, RFC 2183). */
struct content {
	const char *type, *subtype; /* as written: compare by content_is() */
	const char *charset;	    /* NULL where there is none, as the next two */
	const char *boundary;
	const char *filename;
	GMimeContentEncoding encoding;
	bool labelled; /* there is a Content-Type that can be read */
	bool flowed, delsp;
	bool attachment;
	bool exact; /* set by body_decode_exact(): the patch is to stay byte for byte */
};

/* The content of what has no field at all: text. */
#define CONTENT_INIT                                                                               \
	{                                                                                          \
		.type = "text", .subtype = "plain"                                                 \
	}

/*
 * Each changes content after the field's body, which may be "not there". What cannot be read
 * changes nothing: text under a broken label is still text. Strings live in pool.
 */
void content_set_type(struct content *content, struct pool *pool, struct slice field);
void content_set_disposition(struct content *content, struct pool *pool, struct slice field);

/* The content of a whole mail: of repeated fields, the first that can be read. */
void content_of_mail(struct content *content, struct pool *pool, const struct mail *mail);

/* The content of a part with this header. */
void content_of_part(struct content *content, struct pool *pool, struct slice header);

/* type or subtype NULL: any. */
bool content_is(const struct content *content, const char *type, const char *subtype);

/* What to do with a part or a mail of this content. */
enum content_role {
	CONTENT_TEXT,  /* to be read */
	CONTENT_FILE,  /* a text file: inline with a name, or attached as text/plain */
	CONTENT_PATCH, /* a file that may be a patch by its type or name */
	CONTENT_HTML,
	CONTENT_MAIL, /* a whole mail inside */
	CONTENT_OTHER,
};

enum content_role content_role(const struct content *content);

/* The same of a mail that is not multipart: all that may be text is to be read. */
enum content_role content_role_of_mail(const struct content *content);

#endif
