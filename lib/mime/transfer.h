/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MIME_TRANSFER_H
#define MIME_TRANSFER_H

#include <gmime/gmime.h>

#include "text/slice.h"

/*
 * Undoes a transfer encoding (RFC 2045, 6.7 and 6.8; uuencode). Base64 and quoted-printable are
 * decoded here, since versions of GMime differ about those with faults; uuencode by GMime. *broken
 * when there are faults (of uuencode, nothing is told). The caller frees what is returned with
 * g_string_free().
 */
GString *transfer_decode(GMimeContentEncoding encoding, struct slice bytes, bool *broken);

/*
 * How much of a text is base64: decoders disagree about what to do with the rest. The encoded part
 * ends behind its padding, or before the first line that is not base64 throughout, such as the
 * footer of a list. *broken when something but white space follows, or there is too much or
 * too little padding.
 */
size_t base64_length(struct slice s, bool *broken);

/*
 * Appends what the text says, up to the first padding; what is not base64 is skipped. Of a group
 * that is cut short, the whole bytes count, as with git mailinfo.
 */
void base64_append(GString *out, struct slice s);

#endif
