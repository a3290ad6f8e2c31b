# SPDX-License-Identifier: GPL-2.0
# Whose action cannot be added has to run it; this one forgets.
s/drmm_add_action_or_reset/drmm_add_action/
