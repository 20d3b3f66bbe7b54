/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare/line_diff.h"

#include "late/git.h"

/*
 * Two texts as the objects of a repository that is nowhere, by the ids 1 and 2. libgit2 would take
 * the SHA-1 of each text that it is given as bytes, which is more work than comparing them.
 */
struct texts {
	git_odb_backend backend;
	struct slice of[2];
	git_repository *repository;
	git_blob *blobs[2];
};

static int read_text(void **data, size_t *len, git_object_t *type, git_odb_backend *backend,
		     const git_oid *id)
{
	const struct texts *texts = (const struct texts *)backend;
	struct slice text;

	if (id->id[0] != 1 && id->id[0] != 2)
		return GIT_ENOTFOUND;
	text = texts->of[id->id[0] - 1];
	*data = git_odb_backend_data_alloc(backend, text.len + 1);
	if (!*data)
		return -1;
	memcpy(*data, text.len ? text.ptr : "", text.len);
	*len = text.len;
	*type = GIT_OBJECT_BLOB;
	return 0;
}

static void keep_backend(git_odb_backend *backend)
{
	(void)backend;
}

/* An empty configuration, else the user's would be looked for. */
static bool open_repository(struct texts *texts)
{
	git_config *config = NULL;
	git_odb *odb = NULL;
	bool good = !git_odb_init_backend(&texts->backend, GIT_ODB_BACKEND_VERSION) &&
		    !git_odb_new(&odb) && !git_config_new(&config);

	texts->backend.read = read_text;
	texts->backend.free = keep_backend;
	good = good && !git_odb_add_backend(odb, &texts->backend, 1) &&
	       !git_repository_wrap_odb(&texts->repository, odb) &&
	       !git_repository_set_config(texts->repository, config);
	git_config_free(config);
	git_odb_free(odb);
	return good;
}

static bool open_texts(struct texts *texts)
{
	const git_oid first = { { 1 } }, second = { { 2 } };

	return open_repository(texts) &&
	       !git_blob_lookup(&texts->blobs[0], texts->repository, &first) &&
	       !git_blob_lookup(&texts->blobs[1], texts->repository, &second);
}

static void close_texts(struct texts *texts)
{
	git_blob_free(texts->blobs[0]);
	git_blob_free(texts->blobs[1]);
	git_repository_free(texts->repository);
}

static int on_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *data)
{
	const struct line_diff_sink *sink = data;
	/* A hunk without old lines names the line before it. */
	int first = hunk->old_lines ? hunk->old_start - 1 : hunk->old_start;

	(void)delta;
	if (sink->hunk)
		sink->hunk(&(struct line_hunk){ (size_t)MAX(first, 0) }, sink->data);
	return 0;
}

static int on_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
		   const git_diff_line *line, void *data)
{
	const struct line_diff_sink *sink = data;
	struct slice text = slice_of(line->content, line->content_len);

	(void)delta;
	(void)hunk;
	if (text.len && text.ptr[text.len - 1] == '\n')
		text.len--;
	if (sink->line && (line->origin == ' ' || line->origin == '+' || line->origin == '-'))
		sink->line(line->origin, text, sink->data);
	return 0;
}

void line_diff(struct slice a, struct slice b, bool indent, const struct line_diff_options *how,
	       const struct line_diff_sink *sink)
{
	struct texts texts = { .of = { a, b } };
	git_diff_options options;

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_FORCE_TEXT | (indent ? GIT_DIFF_INDENT_HEURISTIC : 0);
	options.context_lines = how ? how->context : LINE_DIFF_CONTEXT;
	options.flags |= how && how->ignore_space ? GIT_DIFF_IGNORE_WHITESPACE : 0;
	if (open_texts(&texts))
		git_diff_blobs(texts.blobs[0], "", texts.blobs[1], "", &options, NULL, NULL,
			       on_hunk, on_line, (void *)sink);
	else /* it takes NULL for a file that is not there, and an empty text for none */
		git_diff_buffers(a.ptr ? a.ptr : "", a.len, NULL, b.ptr ? b.ptr : "", b.len, NULL,
				 &options, NULL, NULL, on_hunk, on_line, (void *)sink);
	close_texts(&texts);
}

static void count_hunk(const struct line_hunk *hunk, void *data)
{
	(void)hunk;
	++*(size_t *)data;
}

static void count_line(char kind, struct slice line, void *data)
{
	(void)kind;
	(void)line;
	++*(size_t *)data;
}

size_t line_diff_size(struct slice a, struct slice b)
{
	size_t size = 0;

	line_diff(a, b, false, NULL, &(struct line_diff_sink){ count_hunk, count_line, &size });
	return size;
}
