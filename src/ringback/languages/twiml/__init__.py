"""TwiML: the document parser and nesting rules that calls and messages share, and the messaging interpreter."""
