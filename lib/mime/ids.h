/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MIME_IDS_H
#define MIME_IDS_H

#include "text/slice.h"

/*
 * Cuts the next Message-ID (RFC 5322, 3.6.4), without its <>, off *rest: for Message-ID,
 * In-Reply-To and References. White space and folds inside the <> are an old client's and end the
 * id at nothing: the id is taken up to the ">". Text and comments between ids are passed over. A
 * field that is a bare word with an "@" and no <> at all is an id too. Returns false when there is
 * none left.
 */
bool ids_next(struct slice *rest, struct slice *id);

#endif
