/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BODY_PARTS_H
#define BODY_PARTS_H

#include "body/body.h"
#include "mime/mime.h"

/*
 * Makes one text of the parts of a mail (struct mime_part): first what is text, then the files that
 * hold a diff; other text files only when there is no text without them. Sets text and owned of
 * out, and adds to its flags, in which BODY_MULTIPART says whether the parts are those of a
 * multipart.
 */
void parts_join(const GArray *parts, struct body *out);

#endif
