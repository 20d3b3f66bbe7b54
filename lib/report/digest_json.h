/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_DIGEST_JSON_H
#define REPORT_DIGEST_JSON_H

#include "report/digest.h"
#include "report/json_frame.h"

/* What happened, as members "topics", "pulls", "reports" and "threads". */
void digest_json_brief(struct json_frame *frame, const struct digest_view *view);

#endif
