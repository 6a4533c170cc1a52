import { InsertionMode, Parser, Token, Tokenizer, type TreeAdapterTypeMap } from 'parse5';

const lineFeed = 0x0a;
const ampersand = 0x26;
const lessThan = 0x3c;
const doubleQuote = 0x22;
const singleQuote = 0x27;

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

/** White space as the tokenizer knows it; a carriage return never reaches it. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === lineFeed || code === 0x09 || code === 0x0c;
}

/**
 * parse5's tokenizer, which takes plain text in the page's body and quoted attribute values by the stretch where its own
 * goes character by character: most of a policy is such text. Whatever is not plain (references, NUL, carriage returns,
 * surrogates) and every other place is left to parse5, so the tree is the same.
 */
class PageTokenizer<Nodes extends TreeAdapterTypeMap> extends Tokenizer {
  readonly #parser: Parser<Nodes>;

  constructor(parser: Parser<Nodes>) {
    super(parser.options, parser);
    this.#parser = parser;
  }

  protected override _stateData(cp: number): void {
    const { html, pos } = this.preprocessor;
    let end = pos;
    // In the body words and the space between them are inserted alike, so one token holds them all.
    let words = this.currentCharacterToken?.type === Token.TokenType.CHARACTER;
    if (html.charCodeAt(pos) === cp && this.#inBody()) {
      for (; end < html.length; end++) {
        const code = html.charCodeAt(end);
        if (code > lessThan) {
          if (isSurrogate(code)) break;
          words = true;
        } else if (code === lessThan || code === ampersand || code === 0 || code === 0x0d) break;
        else if (!isSpace(code)) words = true;
      }
    }
    if (end === pos) {
      super._stateData(cp);
      return;
    }
    this._ensureCharacterToken(words ? Token.TokenType.CHARACTER : Token.TokenType.WHITESPACE_CHARACTER);
    this.#take(end - pos);
  }

  protected override _stateAttributeValueDoubleQuoted(cp: number): void {
    const length = this.#valueLength(cp, doubleQuote);
    if (length === 0) super._stateAttributeValueDoubleQuoted(cp);
    else this.#take(length);
  }

  protected override _stateAttributeValueSingleQuoted(cp: number): void {
    const length = this.#valueLength(cp, singleQuote);
    if (length === 0) super._stateAttributeValueSingleQuoted(cp);
    else this.#take(length);
  }

  /** Whether the parser treats space as it treats words: elsewhere it may drop, move or count it. */
  #inBody(): boolean {
    const { insertionMode, skipNextNewLine } = this.#parser;
    return !skipNextNewLine && !this.inForeignNode && (insertionMode === InsertionMode.IN_BODY || insertionMode === InsertionMode.IN_CELL || insertionMode === InsertionMode.IN_CAPTION);
  }

  #valueLength(cp: number, quote: number): number {
    const { html, pos } = this.preprocessor;
    if (html.charCodeAt(pos) !== cp) return 0;
    let end = pos;
    for (; end < html.length; end++) {
      const code = html.charCodeAt(end);
      if (code === quote || code === ampersand || code === 0 || code === 0x0d || isSurrogate(code)) break;
    }
    return end - pos;
  }

  /** Adds that many units of the source, from the current one, to what is being read. */
  #take(length: number): void {
    const from = this.preprocessor.pos;
    if (from !== this.runEnd) {
      this._flushRun('');
      this.runStart = from;
    }
    this.runEnd = from + length;
    this.preprocessor.pos = this.runEnd - 1;
  }
}

/** Real pages need a few hundred; each takes as much memory as an element that is written out. */
const mostReopened = 100_000;

/**
 * parse5's parser, with a quicker tokenizer and a limit: styles that are never closed are opened anew in every paragraph
 * that follows, so that a thousand of them before a hundred thousand paragraphs would fill any memory. Beyond the limit
 * they stay closed.
 */
export class PageParser<Nodes extends TreeAdapterTypeMap> extends Parser<Nodes> {
  override tokenizer: Tokenizer = new PageTokenizer(this);
  #reopened = 0;

  override _reconstructActiveFormattingElements(): void {
    if (this.#reopened >= mostReopened) return;
    const before = this.openElements.stackTop;
    super._reconstructActiveFormattingElements();
    this.#reopened += this.openElements.stackTop - before;
  }
}
