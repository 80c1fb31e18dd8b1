"""Reading: both language trees and `data/`, from disk, with line numbers."""
