/** What somebody may do, in rising order: read; decide and order checks; add, edit, remove and let others in. */
export const roles = ['reader', 'reviewer', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** @returns whether a person with `role` may do what needs `needed` */
export function mayActAs(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
