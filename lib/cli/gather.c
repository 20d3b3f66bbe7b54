/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/gather.h"

#include "cli/fetch.h"
#include "cli/index.h"
#include "inbox/v1.h"
#include "text/hash.h"

/* One list: its epochs one after the other. */
struct epochs_stream {
	struct record_stream base;
	const struct archive *archive;
	struct index *const *indexes;
	const struct selection *selection;
	const struct scan_options *options;
	size_t next, end;	     /* epochs */
	unsigned source;	     /* the one that is read, */
	struct record_stream *epoch; /* or NULL */
};

static struct record_stream *open_epoch(const struct epochs_stream *list, const struct range *range,
					GError **error)
{
	struct inbox *inbox = archive_inbox(list->archive, list->source);
	struct index *index = list->indexes[list->source];
	struct record_stream *epoch;
	g_autofree char *remote = NULL;

	if (inbox_is_v1(inbox))
		return v1_stream(inbox, range, list->options, error);
	remote = partial_remote(inbox);
	if (remote)
		epoch = fetching_stream(inbox, remote, range, list->options, error);
	else
		epoch = index ? index_stream(index, range, list->options, error)
			      : inbox_stream(inbox, range, list->options, error);
	return epoch;
}

/* Opens the next epoch that has mails of the selection; 0 when there is none, -1 with an error. */
static int next_epoch(struct epochs_stream *list, GError **error)
{
	const struct range *range = NULL;

	/* What is behind something too old is older. */
	if (list->base.too_old)
		return 0;
	while (!range && list->next < list->end) {
		list->source = (unsigned)list->next++;
		range = list->selection->ranges->pdata[list->source];
	}
	if (!range)
		return 0;
	list->epoch = open_epoch(list, range, error);
	if (!list->epoch)
		return -1;
	list->base.expected = list->epoch->expected;
	return 1;
}

static int next_of_epochs(struct record_stream *stream, struct stream_item *out, GError **error)
{
	struct epochs_stream *list = (struct epochs_stream *)stream;
	int got;

	while (!(got = record_stream_pass(&list->epoch, out, &stream->too_old, error))) {
		got = next_epoch(list, error);
		if (got <= 0)
			return got;
	}
	if (got > 0 && out->record)
		out->record->source = list->source;
	return got;
}

static void close_epochs(struct record_stream *stream)
{
	struct epochs_stream *list = (struct epochs_stream *)stream;

	record_stream_close(list->epoch);
	g_free(list);
}

static const struct record_stream_type epochs_stream_type = { next_of_epochs, close_epochs };

static struct record_stream *epochs_stream(const struct archive *archive, size_t number,
					   struct index *const *indexes,
					   const struct selection *selection,
					   const struct scan_options *options)
{
	const struct archive_list *list = archive_list(archive, number);
	struct epochs_stream *stream = g_new0(struct epochs_stream, 1);

	stream->base.type = &epochs_stream_type;
	stream->archive = archive;
	stream->indexes = indexes;
	stream->selection = selection;
	stream->options = options;
	stream->next = list->first;
	stream->end = list->first + list->nr;
	return &stream->base;
}

/* Several lists. */
struct input {
	struct record_stream *stream; /* NULL: at its end */
	struct stream_item item;      /* its next one, where has_item */
	bool has_item;
	int64_t date; /* of the record it gave last */
};

struct merged_stream {
	struct record_stream base;
	size_t nr;
	struct input *inputs;
	GHashTable *known; /* Message-IDs, see gather_is_copy() */
};

static bool look_ahead(struct input *input, GError **error)
{
	int got;

	if (input->has_item || !input->stream)
		return true;
	got = record_stream_next(input->stream, &input->item, error);
	if (got < 0)
		return false;
	input->has_item = got;
	if (!got)
		record_stream_close(g_steal_pointer(&input->stream));
	else if (input->item.record)
		input->date = input->item.record->archived;
	return true;
}

/* The input with the newest mail, the first one among equals, in *newest; NULL at their ends. */
static bool find_newest(struct merged_stream *merged, struct input **newest, GError **error)
{
	*newest = NULL;
	for (size_t i = 0; i < merged->nr; i++) {
		struct input *input = &merged->inputs[i];

		if (!look_ahead(input, error))
			return false;
		if (input->has_item && (!*newest || input->date > (*newest)->date))
			*newest = input;
	}
	return true;
}

bool gather_is_copy(GHashTable *known, const struct record *record, size_t list)
{
	gpointer first;

	if (!*record->message_id)
		return false;
	first = g_hash_table_lookup(known, record->message_id);
	if (!first)
		g_hash_table_insert(known, g_strdup(record->message_id),
				    GSIZE_TO_POINTER(list + 1));
	return first && GPOINTER_TO_SIZE(first) != list + 1;
}

static int next_merged(struct record_stream *stream, struct stream_item *out, GError **error)
{
	struct merged_stream *merged = (struct merged_stream *)stream;
	struct input *newest;

	for (;;) {
		if (!find_newest(merged, &newest, error))
			return -1;
		if (!newest)
			return 0;
		newest->has_item = false;
		*out = newest->item;
		if (!out->record ||
		    !gather_is_copy(merged->known, out->record, (size_t)(newest - merged->inputs)))
			return 1;
		record_free(out->record);
	}
}

static void close_merged(struct record_stream *stream)
{
	struct merged_stream *merged = (struct merged_stream *)stream;

	for (size_t i = 0; i < merged->nr; i++) {
		struct input *input = &merged->inputs[i];

		if (input->has_item && input->item.record)
			record_free(input->item.record);
		if (input->has_item)
			g_free(input->item.reason);
		record_stream_close(input->stream);
	}
	g_hash_table_unref(merged->known);
	g_free(merged->inputs);
	g_free(merged);
}

static const struct record_stream_type merged_stream_type = { next_merged, close_merged };

struct record_stream *gather(const struct archive *archive, struct index *const *indexes,
			     const struct selection *selection, const struct scan_options *options)
{
	struct merged_stream *merged;

	if (archive->lists->len == 1)
		return epochs_stream(archive, 0, indexes, selection, options);
	merged = g_new0(struct merged_stream, 1);
	merged->base.type = &merged_stream_type;
	merged->nr = archive->lists->len;
	merged->inputs = g_new0(struct input, merged->nr);
	merged->known = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL);
	for (size_t i = 0; i < merged->nr; i++) {
		merged->inputs[i].stream = epochs_stream(archive, i, indexes, selection, options);
		merged->inputs[i].date = INT64_MAX;
	}
	return &merged->base;
}
