/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_REMARK_PRIVATE_H
#define REPLY_REMARK_PRIVATE_H

/* Shared among remark*.c only. */

#include "reply/remark.h"
#include "reply/scope.h"

/* A list that grows. */
struct remarks {
	struct pool *pool;
	struct remark_list *out;
	size_t room;
};

/* Adds one. NULL where there are MAIL_MAX_REMARKS; it belongs to the list. */
struct record_remark *remarks_add(struct remarks *remarks, enum remark_kind kind, int first,
				  int last);

/* The beginning of text as valid UTF-8, in the list's pool; "" of blanks. */
const char *remarks_copy(struct remarks *remarks, struct slice text);

/* One remark for each range of the scope; one about what the mail answers without any. */
void remarks_add_scoped(struct remarks *remarks, enum remark_kind kind, const struct scope *scope,
			struct slice text);

#endif
