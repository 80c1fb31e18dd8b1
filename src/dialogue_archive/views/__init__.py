"""Views: typed data for the templates. The only HTML made here is the inline markup of a block's text."""
