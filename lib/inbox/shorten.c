/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/shorten.h"

#include <fcntl.h>
#include <unistd.h>
#include "inbox/objects.h"
#include "inbox/oid.h"

/* Of the index of a pack, version 2: magic, version, 256 sums of which the last counts all. */
#define IDX_MAGIC 0xff744f63u
#define IDX_TOTAL (8 + 255 * 4)

static bool configured;

void shorten_set_configured(void)
{
	configured = true;
}

bool shorten_is_configured(void)
{
	return configured;
}

static uint32_t read_number(int fd, off_t at)
{
	unsigned char bytes[4];

	if (pread(fd, bytes, sizeof(bytes), at) != (ssize_t)sizeof(bytes))
		return 0;
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
	       bytes[3];
}

static uint64_t count_packed(const struct inbox *inbox)
{
	g_autofree char *folder = g_build_filename(inbox->objects_dir, "pack", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	uint64_t nr = 0;
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		int fd = g_str_has_suffix(name, ".idx") ? open(path, O_RDONLY | O_CLOEXEC) : -1;

		if (fd >= 0 && read_number(fd, 0) == IDX_MAGIC)
			nr += read_number(fd, IDX_TOTAL);
		if (fd >= 0)
			close(fd);
	}
	return nr;
}

unsigned archive_digits(const struct archive *archive)
{
	uint64_t most = 0;
	unsigned bits = 0;

	for (guint i = 0; i < archive->inboxes->len; i++)
		most = MAX(most, count_packed(archive_inbox(archive, i)));
	for (; most; most >>= 1)
		bits++;
	return MAX(DIGITS_MIN, (bits + 1) / 2);
}

/* Whether the inbox has another object with these digits. */
static bool is_taken(struct inbox *inbox, const git_oid *id, unsigned digits)
{
	git_oid prefix = *id, found;

	/* git_odb_exists_prefix() wants zeros behind them. */
	for (unsigned i = digits; i < GIT_OID_HEXSZ; i++)
		prefix.id[i / 2] &= i % 2 ? 0xf0 : 0;
	switch (prefix_find(inbox, &prefix, digits, &found)) {
	case PREFIX_NONE:
		return false;
	case PREFIX_ONE:
		return !oid_equal(&found, id);
	case PREFIX_MANY:
		return true;
	case PREFIX_UNSURE:
		break;
	}
	switch (git_odb_exists_prefix(&found, objects_odb(inbox->objects), &prefix, digits)) {
	case 0:
		return !oid_equal(&found, id);
	case GIT_EAMBIGUOUS:
		return true;
	default:
		return false;
	}
}

void archive_shorten(const struct archive *archive, const unsigned char *commit, unsigned digits,
		     char out[SHORTEN_SIZE])
{
	git_oid id;

	oid_from_raw(&id, commit);
	for (guint i = 0; i < archive->inboxes->len; i++)
		while (digits < GIT_OID_HEXSZ && is_taken(archive_inbox(archive, i), &id, digits))
			digits++;
	oid_text(out, MIN(digits, GIT_OID_HEXSZ) + 1, &id);
}

struct search {
	const git_oid *prefix;
	size_t digits;
	git_oid found;
	enum prefix_found state;
};

/* An object can be packed twice, and be loose as well. False where no more need be looked at. */
static bool add(const git_oid *id, void *data)
{
	struct search *search = data;

	if (!oid_starts_alike(id, search->prefix, search->digits))
		return true;
	if (search->state == PREFIX_ONE && !oid_equal(id, &search->found))
		search->state = PREFIX_MANY;
	if (search->state == PREFIX_NONE) {
		search->state = PREFIX_ONE;
		search->found = *id;
	}
	return search->state == PREFIX_ONE;
}

/* Ids are in order: the first two that are not before the prefix tell all. */
static void search_pack(const struct pack *pack, struct search *search)
{
	uint32_t first = pack_first(pack, search->prefix->id);
	git_oid id;

	for (uint32_t i = first; i < pack->nr && i - first < 2; i++) {
		oid_from_raw(&id, pack_id(pack, i));
		if (!add(&id, search))
			break;
	}
}

enum prefix_found prefix_find(struct inbox *inbox, const git_oid *prefix, size_t digits,
			      git_oid *out)
{
	struct search search = { .prefix = prefix, .digits = digits, .state = PREFIX_NONE };

	if (mapped_is_odd(inbox->packs))
		return PREFIX_UNSURE;
	for (size_t i = 0; i < mapped_count(inbox->packs) && search.state != PREFIX_MANY; i++) {
		const struct pack *pack = mapped_pack(inbox->packs, i);

		if (!pack)
			return PREFIX_UNSURE;
		search_pack(pack, &search);
	}
	if (search.state != PREFIX_MANY)
		loose_each(inbox->loose, prefix->id[0], add, &search);
	if (search.state == PREFIX_ONE)
		*out = search.found;
	return search.state;
}
