/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_HANDLE_H
#define CLI_HANDLE_H

#include "cli/source.h"
#include "report/handles.h"

/* Where "Link:" points to unless kvm.linkBase says so. */
const char *link_base(void);

/* Short ids of the source's commits, which it must outlive, and links. */
struct handles handles_of(struct source *source);

#endif
