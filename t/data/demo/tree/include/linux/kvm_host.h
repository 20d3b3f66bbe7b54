/* SPDX-License-Identifier: GPL-2.0 */
#ifndef __KVM_HOST_H
#define __KVM_HOST_H

struct kvm_vcpu {
	struct kvm *kvm;
	u64 halt_poll_ns;
	struct kvm_vcpu_stat stat;
};

#endif
