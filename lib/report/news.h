/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_NEWS_H
#define REPORT_NEWS_H

#include "report/json.h"
#include "report/series_row.h"

/*
 * What happened in the row's topic, in words, the most important first, with "; " between them:
 * "review → author: Grace asked; 2 answers by Grace, Ada". Not escaped; "" where row->news is NULL.
 */
void news_append(const struct series_row *row, GString *out);

/* The same as a member "news" of an object; null where row->news is NULL. See gitkvm-json(5). */
void news_add_json(JsonBuilder *builder, const struct series_row *row);

#endif
