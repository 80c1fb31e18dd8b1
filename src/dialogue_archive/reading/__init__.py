"""Reading the project: both language trees and `data/`, from disk, with line numbers."""
