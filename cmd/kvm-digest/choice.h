/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_DIGEST_CHOICE_H
#define KVM_DIGEST_CHOICE_H

#include "cli/completion.h"
#include "report/digest.h"

/* What of a digest is printed, by its options. All of them die where the text is wrong. */

/* --bodies: all, new, none or a number of lines; NULL and "" are the default. */
void choose_bodies(const char *text, struct digest_view *view);

/* --sections, a list of names, or NULL: kvm.digest.sections, or all. A bit for each. */
unsigned choose_sections(const char *text, bool tables);

/* Who sends the mail, and to whom: kvm.digest.from or whom git would commit as, --to or
 * kvm.digest.to. Dies where one of them is not told. */
void address_mail(struct digest_mail *mail, GPtrArray *to, const char *subject);

void complete_sections(struct completion *completion);
void complete_bodies(struct completion *completion);

#endif
