/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UNIT_BODY_GMIME_H
#define UNIT_BODY_GMIME_H

#include "body/body.h"

/* As body_decode(), by GMime alone, whatever the mail: slow; both are held against each other. */
bool body_decode_gmime(const struct mail *mail, struct body *out, GError **error);

#endif
