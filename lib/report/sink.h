/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SINK_H
#define REPORT_SINK_H

#include <stddef.h>

/* Where a renderer's output goes, piece by piece. Errors are the writer's business. */
struct sink {
	void (*write)(const char *bytes, size_t len, void *data);
	void *data;
};

static inline void sink_write(const struct sink *sink, const char *bytes, size_t len)
{
	sink->write(bytes, len, sink->data);
}

#endif
