/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/prefix.h"

#include "inbox/oid.h"

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
