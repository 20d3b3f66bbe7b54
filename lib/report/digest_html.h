/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_DIGEST_HTML_H
#define REPORT_DIGEST_HTML_H

#include "report/digest.h"

/* The page of a digest; for mails without a script. */
void digest_html_page(const struct digest_view *view, bool script, GString *out);

/* "Postings a day", by state and by domain, as SVG. */
void digest_html_charts(const struct digest *digest, GString *out);

#endif
