/** Whole lines that are the page's, not the policy's, folded as comparison folds them. */
export const furnitureEn: readonly string[] = [
  'accept all', 'close notification', 'accept all cookies', 'advertisement', 'all rights reserved', 'article is closed for comments',
  'articles in this section', 'back to top', 'close', 'collapse all', 'comments are closed', 'cookie settings', 'copy link',
  'did this answer your question', 'download as pdf', 'download pdf', 'edit this page', 'expand all', 'follow', 'follow us',
  'go to top', 'have more questions submit a request', 'home', 'leave a comment', 'leave a reply', 'link copied',
  'load more', 'loading', 'log in', 'manage cookies', 'menu', 'next', 'no comments', 'not yet followed by anyone',
  'opens in a new window', 'please enable javascript', 'please sign in to leave a comment', 'please wait',
  'powered by zendesk', 'previous', 'print', 'print page', 'print this page', 'print this policy', 'read more',
  'recently viewed', 'recently viewed articles', 'reject all', 'related articles', 'return to top', 'save and accept',
  'save as pdf', 'scroll to top', 'search', 'see more', 'share', 'share this', 'share this article', 'share this page',
  'show less', 'show more', 'sign in', 'sign up', 'skip navigation', 'skip to content', 'skip to main',
  'skip to main content', 'skip to navigation', 'still have questions', 'submit a request', 'subscribe', 'to top',
  'toggle navigation', 'tweet', 'updated', 'was this article helpful', 'was this helpful', 'was this page helpful',
];
