/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_UNMARKED_H
#define REPLY_UNMARKED_H

#include "mime/address.h"

/*
 * Whether a text reads as a reply though no "Re:" says so: it begins with a quotation, or gives a
 * tag in the sender's own name that nobody gives his own patch. One pass.
 */
bool unmarked_reply(struct slice text, const struct person *sender);

#endif
