/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_SERIES_THREAD_H
#define KVM_SERIES_THREAD_H

#include "take.h"

/*
 * Finds the series of that name and hands over each mail of the conversation about it, as it came,
 * in the order in which one reads: about any version, or that of the options. Returns the exit
 * status.
 */
int export_thread(const struct take_options *options, const char *name,
		  void (*entry)(const GString *entry));

#endif
