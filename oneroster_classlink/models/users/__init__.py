"""A user and what hangs on one: roles, accounts and further ids."""

from oneroster_classlink.models.users.accounts import Credential, UserId, UserProfile
from oneroster_classlink.models.users.roles import ROLE, ROLE_DAYS, RoleAssignment
from oneroster_classlink.models.users.user import User

__all__ = ["ROLE", "ROLE_DAYS", "Credential", "RoleAssignment", "User", "UserId", "UserProfile"]
