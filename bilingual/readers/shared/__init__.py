"""What readers of several formats share, so that none of them reaches into another's folder:
dates, joining of lines, gathering of paragraphs, the policy for cells and page headers,
and the walk through a web page, which e-books and Markdown hold too."""
