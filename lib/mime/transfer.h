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

#endif
